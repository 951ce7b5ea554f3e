import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { purchaseCommands } from "./purchase-commands.ts";

const shop = { url: "http://localhost:8787", publishableKey: "pk_test_abc", secretKey: "sk_test_def" };
const commands = purchaseCommands(shop, "linen-crew-tee");

describe("the purchase to paste", () => {
  it("names the shop, its keys and a product", () => {
    for (const part of ["SOUK=http://localhost:8787", "pk_test_abc", "sk_test_def", "/linen-crew-tee?"])
      expect(commands).toContain(part);
  });

  it("is bash, and holds nothing that a terminal would take for more than text", () => {
    expect(() => execFileSync("bash", ["-n"], { input: commands })).not.toThrow();
    expect(commands).not.toMatch(/[!\t]|^#/m);
  });
});

import { describe, expect, it } from "vitest";
import { readStartSettings } from "./start-settings.ts";

const read = (env: Record<string, string>, ...args: string[]) => readStartSettings(env, args, "/shop");

describe("how a shop is started", () => {
  it("takes port 8787 and .souk unless told otherwise", () => {
    expect(read({})).toEqual({ port: 8787, stateDir: "/shop/.souk", vars: {}, isVerbose: false });
    expect(read({ PORT: "" }).port).toBe(8787);
  });

  it("respects PORT, SOUK_STATE_DIR and the options", () => {
    expect(
      read({ PORT: "9000", SOUK_STATE_DIR: "/tmp/other" }, "--var", "SAGA_REMIND_MS:500", "--verbose"),
    ).toEqual({
      port: 9000,
      stateDir: "/tmp/other",
      vars: { SAGA_REMIND_MS: "500" },
      isVerbose: true,
    });
    expect(read({ SOUK_STATE_DIR: "second" }).stateDir).toBe("/shop/second");
    expect(read({}, "--var", "NOTE:a:b").vars).toEqual({ NOTE: "a:b" });
  });

  it.each(["0", "65536", "-1", "80.5", "http", "1e3"])("refuses PORT=%s", (port) => {
    expect(() => read({ PORT: port })).toThrow("PORT must be a number");
  });

  it.each([
    ["--prot"],
    ["--var"],
    ["--var", "lower:1"],
    ["--var", "NO_VALUE"],
  ])("refuses %s %s", (...args) => {
    expect(() => read({}, ...args)).toThrow("Usage");
  });
});

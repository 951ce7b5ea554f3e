import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOrMakeSecrets } from "./secrets.ts";

const freshFile = async () => join(await mkdtemp(join(tmpdir(), "souk-secrets-")), "secrets.env");

describe("the shop's secrets", () => {
  it("are made once, long, different, and for their owner's eyes alone", async () => {
    const file = await freshFile();
    const secrets = await readOrMakeSecrets(file);

    expect(Object.keys(secrets)).toEqual(["ACTOR_TOKEN_KEY", "CART_TOKEN_KEY", "VISITOR_TOKEN_KEY"]);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    for (const value of Object.values(secrets)) expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readOrMakeSecrets(file)).toEqual(secrets);
  });

  it("keep what is there and gain what is new", async () => {
    const file = await freshFile();
    await writeFile(file, "ACTOR_TOKEN_KEY=chosen=by hand\nOTHER=kept\n");
    const secrets = await readOrMakeSecrets(file);

    expect(secrets).toMatchObject({ ACTOR_TOKEN_KEY: "chosen=by hand", OTHER: "kept" });
    expect(secrets.CART_TOKEN_KEY).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(file, "utf8")).toContain("OTHER=kept\n");
  });
});

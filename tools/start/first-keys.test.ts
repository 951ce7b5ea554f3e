import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { readKey } from "../../platform/auth/key-format.ts";
import { projectRoot } from "../project-root.ts";
import { insertKeys, readOrMakeFirstKeys } from "./first-keys.ts";

const make = async () => {
  const file = join(await mkdtemp(join(tmpdir(), "souk-keys-")), "keys.json");
  return { file, keys: await readOrMakeFirstKeys(file, 1_000) };
};

describe("a shop's first keys", () => {
  it("are test keys, and the same at every start", async () => {
    const { file, keys } = await make();

    expect(readKey(keys.publishable.key)).toEqual({ kind: "publishable", mode: "test" });
    expect(readKey(keys.secret.key)).toEqual({ kind: "secret", mode: "test" });
    expect(keys.publishable.row.scopes).toEqual(["store"]);
    expect(keys.secret.row.scopes).not.toContain("store");
    expect(await readOrMakeFirstKeys(file, 2_000)).toEqual(keys);
  });

  it("enter the database once, as hashes", async () => {
    const { keys } = await make();
    const database = new DatabaseSync(":memory:");
    database.exec(await readFile(join(projectRoot, "migrations/identity/0000_api_keys.sql"), "utf8"));
    const sql = insertKeys(keys);
    database.exec(sql);
    database.exec(sql);

    const rows = database.prepare("SELECT * FROM api_key ORDER BY kind").all();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ id: keys.publishable.row.id, scopes: '["store"]', revoked_at_ms: null });
    expect(sql).not.toContain(keys.secret.key);
  });
});

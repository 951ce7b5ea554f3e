import { generateSQLiteDrizzleJson } from "drizzle-kit/api";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { isMigrated } from "./database-schema.ts";

const before = {
  shelf: sqliteTable("shelf", { id: text("id").primaryKey(), label: text("label").notNull() }),
};
const after = {
  shelf: sqliteTable("shelf", {
    id: text("id").primaryKey(),
    label: text("label"),
    height: integer("height"),
  }),
};

describe("the tables of a database", () => {
  it("are migrated when the newest snapshot shows them as they are", async () => {
    const snapshot = JSON.parse(JSON.stringify(await generateSQLiteDrizzleJson(before)));
    expect(await isMigrated(before, snapshot)).toBe(true);
  });

  it("are not when a column was added or changed since", async () => {
    expect(await isMigrated(after, await generateSQLiteDrizzleJson(before))).toBe(false);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations/catalog");

it("a shop from before 0002 shows what it showed, in the collections that it had", () => {
  const sqlite = new DatabaseSync(":memory:");
  const [first = "", second = "", ...later] = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const migrate = (file: string) => {
    for (const statement of readFileSync(join(MIGRATIONS, file), "utf8").split("--> statement-breakpoint"))
      sqlite.exec(statement);
  };
  migrate(first);
  migrate(second);
  for (const status of ["active", "draft", "archived"]) {
    sqlite.exec(`INSERT INTO product
        (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
      VALUES ('${status}', '${status}', 'x', '', '${status}', '[]', '[]', 4, 1, 2)`);
  }
  sqlite.exec("INSERT INTO collection VALUES ('coll_1', 'summer', 'Summer', '', 1, 1, 1)");
  for (const file of later) migrate(file);

  const shown = sqlite.prepare("SELECT id FROM product WHERE is_shown = 1").all();
  expect(shown.map(({ id }) => id)).toEqual(["active"]);
  expect(sqlite.prepare("SELECT status, rules FROM collection").all()).toMatchObject([
    { status: "active", rules: null },
  ]);
  expect(
    sqlite.prepare("SELECT metadata, attributes, related, channels FROM product LIMIT 1").all(),
  ).toMatchObject([{ metadata: "{}", attributes: "{}", related: "[]", channels: null }]);
});

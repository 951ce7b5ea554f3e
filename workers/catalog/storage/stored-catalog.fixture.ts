import type { RuleSet } from "../../../domain/catalog/collection-rule.ts";
import type { Product } from "../../../domain/catalog/product.ts";
import type { AttributeDefinition } from "../../../domain/catalog/product-type.ts";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import { categoryWrites } from "./category-writes.ts";
import { decideVersion } from "./decide-version.ts";
import type { HistoryEntry } from "./history-writes.ts";
import { loadProduct } from "./load-product.ts";
import { loadSurroundings } from "./load-surroundings.ts";
import { productWrites } from "./product-writes.ts";
import { sqliteD1 } from "./sqlite-d1.fixture.ts";
import { brandWrites, typeWrites } from "./taxonomy-writes.ts";

const TIMES = { version: 1, createdAtMs: 1_000, updatedAtMs: 1_000 };
const EDIT: HistoryEntry = { cause: "edit", actorId: "key_staff" };

/** The shipped reads and writes over the catalog's tables in memory; time is what the test says. */
export function storedCatalog() {
  const { database, sqlite } = sqliteD1();
  const commitWrites = async (writes: readonly Write[]) => {
    const outcome = await commitTogether(database, writes);
    return outcome.kind === "committed" ? "committed" : outcome.constraint.rule;
  };

  return {
    database,
    commitWrites,

    /** How it ended; `updatedAtMs` of the version is now. */
    async commit(before: Product | null, after: Product, history = EDIT) {
      return commitWrites(productWrites(await decideVersion(database, before, after, history)));
    },

    load: (id: string) => loadProduct(database, id),

    rows: (query: string, ...values: (string | number)[]) =>
      sqlite
        .prepare(query)
        .all(...values)
        .map((row) => ({ ...row })),

    async makeCollection(handle: string, rules: RuleSet | null = null) {
      sqlite
        .prepare(`INSERT INTO collection
            (id, handle, title, description, rules, rules_revision, version, created_at_ms, updated_at_ms)
          VALUES (?, ?, '', '', ?, ?, 1, 1, 1)`)
        .run(`coll_${handle}`, handle, rules && JSON.stringify(rules), rules ? 1 : 0);
    },

    makePicture(id: string) {
      sqlite.prepare("INSERT INTO media VALUES (?, 'image/png', 1, 1)").run(id);
    },

    makeType: (handle: string, attributes: readonly AttributeDefinition[]) =>
      commitWrites(typeWrites(null, { ...TIMES, handle, title: handle, attributes }, "key_staff")),

    makeBrand: (handle: string) =>
      commitWrites(
        brandWrites(
          null,
          { ...TIMES, handle, title: handle, description: "", mediaId: null, seo: null },
          "key_staff",
        ),
      ),

    /** The writes that make a category or move it. */
    async decideCategory(handle: string, parent: string | null = null) {
      const { before } = await loadSurroundings(database, handle, parent);
      const same = { title: handle, description: "", position: 0, mediaId: null, seo: null };
      const after = { ...TIMES, ...same, handle, parent, version: (before?.version ?? 0) + 1 };
      return categoryWrites({ before, after, actorId: "key_staff" });
    },

    async makeCategory(handle: string, parent: string | null = null) {
      return commitWrites(await this.decideCategory(handle, parent));
    },
  };
}

export type Stored = ReturnType<typeof storedCatalog>;

import type { Server } from "../../tools/runtime/server.ts";
import { seededRandom } from "../load/seeded-random.ts";

/** Copies made by one statement: D1 has a limit for each. */
const COPIES_AT_ONCE = 20;

/** How a copy is told from an original: no id of ours has an `l`. */
const MARK = "l";

/** What a copy has in place of the original's; `n` is its number. Tables in an order that their references allow. */
const TABLES: Record<string, Record<string, string>> = {
  product: {
    id: `id || '${MARK}' || n`,
    handle: "handle || '-' || n",
    external_id: "NULL",
    created_at_ms: "created_at_ms - n",
  },
  variant: {
    id: `id || '${MARK}' || n`,
    product_id: `product_id || '${MARK}' || n`,
    sku: "sku || '-' || n",
    item_id: `substr(item_id, 1, 19) || '${MARK}' || printf('%06d', n)`,
  },
  price: { variant_id: `variant_id || '${MARK}' || n` },
  product_media: { product_id: `product_id || '${MARK}' || n` },
  collection_product: { product_id: `product_id || '${MARK}' || n`, position: "position + n * 1000" },
  availability: { item_id: `substr(item_id, 1, 19) || '${MARK}' || printf('%06d', n)` },
};
const ORIGINAL: Record<string, string> = {
  product: "id NOT LIKE '%l%'",
  variant: "product_id NOT LIKE '%l%'",
  price: "variant_id NOT LIKE '%l%'",
  product_media: "product_id NOT LIKE '%l%'",
  collection_product: "product_id NOT LIKE '%l%'",
  availability: "item_id NOT LIKE '%l%'",
};

/**
 * Makes a shop of `products` out of one of `originals`, by copying rows: what grows is what is searched for and read, and a
 * hundred thousand products by the API would take longer than everything that is measured with them.
 */
export async function growShop(
  server: Server,
  originals: number,
  from: number,
  products: number,
): Promise<void> {
  const ask = (sql: string) => server.sql("souk-catalog", "DB", sql);
  const [first, last] = [from / originals, products / originals - 1];
  for (let n = first; n <= last; n += COPIES_AT_ONCE) {
    const to = Math.min(n + COPIES_AT_ONCE - 1, last);
    for (const [table, changes] of Object.entries(TABLES)) {
      const columns = (await ask(`PRAGMA table_info(${table})`)) as { name: string }[];
      const names = columns.map(({ name }) => name);
      const values = names.map((name) => changes[name] ?? name);
      await ask(`WITH RECURSIVE copy (n) AS (SELECT ${n} UNION ALL SELECT n + 1 FROM copy WHERE n < ${to})
        INSERT INTO ${table} (${names.join()}) SELECT ${values.join()} FROM ${table}, copy WHERE ${ORIGINAL[table]}`);
    }
  }
  await ask(`INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id)
    VALUES ('product', 'growth', 1, '["products"]', 0, 'bench')`);
  await ask("UPDATE list_head SET seq = (SELECT max(seq) FROM catalog_change)");
  await ask("PRAGMA optimize");
}

/** Some of the copies, the same each time. */
export function someHandles(
  handles: readonly string[],
  products: number,
  howMany: number,
  seed: number,
): string[] {
  const random = seededRandom(seed);
  const copies = products / handles.length - 1;
  const chosen = new Set<string>();
  while (chosen.size < howMany) {
    const handle = handles[Math.floor(random() * handles.length)];
    chosen.add(`${handle}-${1 + Math.floor(random() * copies)}`);
  }
  return [...chosen];
}

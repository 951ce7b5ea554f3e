import { DEFAULT_LOCALE } from "../../../domain/catalog/resolve-shelf.ts";
import type { Write } from "../../../platform/d1/commit-together.ts";
import { FEED_KEEP_MS } from "../reads/freshness.ts";
import { ALL_PRODUCTS, beginFill, fillWrites, LISTED_PRODUCTS, readFill } from "./fill.ts";
import { commitGeneration, type Generation } from "./generation.ts";
import { indexProducts } from "./index-products.ts";
import { followShop, pricesAnew, shopWrites, speaksAnew } from "./known-shop.ts";
import { loadFacts } from "./load-facts.ts";
import { type Changes, readChanges } from "./read-changes.ts";
import { DOCUMENT_FORM, SLICE_PRODUCTS } from "./search-settings.ts";
import { loadWork, pendingWrites, type Work } from "./slot-work.ts";
import { tablesOf } from "./slots.ts";

type Databases = { DB: D1Database; SEARCH: D1Database };

/**
 * SRC-8 One slice of following: a piece of the change feed, else of what is pending, in one batch with how far it came.
 * A slice that dies, comes twice or beside another one changes nothing that it should not: products are read after the
 * cursor was, and the batch is undone unless that is still where it was. `went_on`: call again; `overtaken`: as well.
 */
export async function followCatalog(
  { DB, SEARCH }: Databases,
  generation: Generation,
  nowMs: number,
): Promise<"went_on" | "caught_up" | "overtaken"> {
  const tables = tablesOf(generation.slot);
  const [work, changes] = await Promise.all([
    loadWork(SEARCH, generation),
    readChanges(DB, generation.cursor),
  ]);

  // What a piece of the feed names beyond a slice is put off; the cursor moves on, and nothing is forgotten.
  const named = changes.productIds;
  const now = [...new Set([...named.slice(0, SLICE_PRODUCTS), ...work.pending])].slice(0, SLICE_PRODUCTS);
  const putOff = named.slice(SLICE_PRODUCTS);
  const filled = work.fill ? await readFill(DB, work.fill) : [];
  const shop = await followShop(DB, work.shop);

  const popularity = await loadPopularity(SEARCH, now);
  const facts = await loadFacts(
    DB,
    now,
    shop?.locales[0] ?? DEFAULT_LOCALE,
    popularity,
    shop?.composing ?? [],
  );
  const indexed = await indexProducts(SEARCH, tables, now, facts, generation.nextSerial);

  // Rows about stock are not kept for ever, and a database that was restored may have lost others.
  const slept = generation.caughtUpAtMs > 0 && nowMs - generation.caughtUpAtMs > FEED_KEEP_MS / 2;
  const isRewound = changes.headSeq < generation.cursor;

  const isAllThere =
    changes.seq === changes.headSeq &&
    putOff.length === 0 &&
    filled.length === 0 &&
    work.pending.length < SLICE_PRODUCTS;
  const fills = [
    ...changes.fills,
    ...(pricesAnew(work.shop, shop) ? [LISTED_PRODUCTS] : []),
    ...(speaksAnew(work.shop, shop) || slept || isRewound ? [ALL_PRODUCTS] : []),
  ];
  const isDone =
    isAllThere && fills.length === 0 && work.fill === null && work.pending.every((id) => now.includes(id));
  const shopNews = shopWrites(generation.slot, work.shop, shop, isDone);
  if (
    isDone &&
    isNothingNew(generation, changes, [...indexed.writes, ...shopNews], work) &&
    nowMs - generation.caughtUpAtMs < 10_000
  )
    return "caught_up";

  const committed = await commitGeneration(
    SEARCH,
    generation,
    {
      ...generation,
      // An index that never held anything is of the present form.
      form: generation.cursor === 0 ? DOCUMENT_FORM : generation.form,
      cursor: isRewound ? changes.headSeq : changes.seq,
      nextSerial: generation.nextSerial + indexed.serials,
      documents: generation.documents + indexed.documents,
      unmerged: generation.unmerged + indexed.changed,
      caughtUpAtMs: isDone || slept ? nowMs : generation.caughtUpAtMs,
    },
    [
      ...pendingWrites(generation.slot, now, [...putOff, ...filled]),
      ...fillWrites(generation.slot, tables, work.fill, filled),
      ...fills.flatMap((what) => beginFill(generation.slot, what)),
      ...shopNews,
      ...indexed.writes,
    ],
  );
  if (!committed) return "overtaken";
  return isDone ? "caught_up" : "went_on";
}

function isNothingNew(
  { cursor }: Generation,
  changes: Changes,
  writes: readonly Write[],
  { pending }: Work,
): boolean {
  return writes.length === 0 && changes.seq === cursor && pending.length === 0;
}

async function loadPopularity(
  search: D1Database,
  productIds: readonly string[],
): Promise<Map<string, number>> {
  const { results } = await search
    .prepare(
      "SELECT product_id AS id, class FROM popularity WHERE product_id IN (SELECT value FROM json_each(?))",
    )
    .bind(JSON.stringify(productIds))
    .all<{ id: string; class: number }>();
  return new Map(results.map((row) => [row.id, row.class]));
}

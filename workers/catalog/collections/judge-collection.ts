import { asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { z } from "zod";
import type { RuleSet } from "../../../domain/catalog/collection-rule.ts";
import { decideMemberships } from "../../../domain/catalog/decide-memberships.ts";
import type { Job, JobContext, JobKind, SliceDone, SliceOutcome } from "../jobs/job-kind.ts";
import { assembleProducts, productQueries } from "../storage/product-rows.ts";
import { collection, product } from "../tables.ts";
import { categoryProduct } from "../tables-of-taxonomy.ts";
import { JUDGE_COLLECTION } from "./judge-again.ts";
import { type Judged, judgementWrites, noteJudged } from "./judgement-writes.ts";

const PRODUCTS_A_SLICE = 100;
/** Each with up to 30 prices. The first product of a slice is judged however many it has. */
const VARIANTS_A_SLICE = 1_000;

const Input = z.strictObject({ collection: z.string() });
/** Which rules the products up to here were judged by. */
const Cursor = z.strictObject({ revision: z.int(), afterId: z.string() });
type Cursor = z.infer<typeof Cursor>;

/**
 * COL-1 Judges every product by the rules of one collection. Each slice takes effect only while the rules are those that it
 * judged by, and the products too; when other rules are in force, the job begins anew.
 */
export const judgeCollection: JobKind = { kind: JUDGE_COLLECTION, runSlice };

async function runSlice({ env, nowMs }: JobContext, job: Job): Promise<SliceOutcome> {
  const { collection: handle } = Input.parse(job.input);
  const db = drizzle(env.DB);
  const [[found], [all]] = await db.batch([
    db.select().from(collection).where(eq(collection.handle, handle)),
    db.select({ products: count() }).from(product),
  ]);
  if (!found?.rules) return { kind: "failed", failure: GONE };

  const revision = found.rulesRevision;
  const cursor = readCursor(job, revision);
  const begins = { done: cursor.afterId === "" ? 0 : job.done, total: all?.products ?? null };
  const { ids, isLast } = await chooseProducts(env.DB, cursor.afterId);
  const judged = await judge(env.DB, { id: found.id, handle, rules: found.rules }, ids, nowMs);

  const last = ids.at(-1);
  const common = {
    counts: { judged: judged.length },
    done: begins.done + judged.length,
    total: begins.total,
    report: [],
  } satisfies Partial<SliceDone>;
  const seen = { id: found.id, handle, revision };
  if (isLast || last === undefined) {
    const writes = [...judgementWrites(seen, judged, nowMs), ...noteJudged(seen, nowMs)];
    return { ...common, kind: "done", cursor: null, writes };
  }
  return {
    ...common,
    kind: "went_on",
    cursor: { revision, afterId: last } satisfies Cursor,
    writes: judgementWrites(seen, judged, nowMs),
  };
}

const GONE = { code: "no_rules", detail: "The collection has no rules." };

function readCursor(job: Job, revision: number): Cursor {
  const cursor = job.cursor === null ? null : Cursor.parse(job.cursor);
  return cursor?.revision === revision ? cursor : { revision, afterId: "" };
}

/** The next products by id, as many as a Worker has room for. Those that are made meanwhile are judged by who makes them. */
async function chooseProducts(
  database: D1Database,
  afterId: string,
): Promise<{ ids: string[]; isLast: boolean }> {
  const next = await drizzle(database)
    .select({
      id: product.id,
      variants: sql<number>`(SELECT count(*) FROM variant WHERE variant.product_id = product.id)`,
    })
    .from(product)
    .where(gt(product.id, afterId))
    .orderBy(asc(product.id))
    .limit(PRODUCTS_A_SLICE);
  let variants = 0;
  const endsAt = next.findIndex((found, index) => {
    variants += found.variants;
    return index > 0 && variants > VARIANTS_A_SLICE;
  });
  const ids = (endsAt < 0 ? next : next.slice(0, endsAt)).map(({ id }) => id);
  return { ids, isLast: endsAt < 0 && next.length < PRODUCTS_A_SLICE };
}

async function judge(
  database: D1Database,
  judging: { id: string; handle: string; rules: RuleSet },
  ids: readonly string[],
  nowMs: number,
): Promise<Judged[]> {
  const db = drizzle(database);
  const chosen = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const [categories, ...rows] = await db.batch([
    db
      .select({ productId: categoryProduct.productId, category: categoryProduct.category })
      .from(categoryProduct)
      .where(inArray(categoryProduct.productId, chosen)),
    ...productQueries(db, chosen, undefined, []),
  ]);
  const categoriesOf = Map.groupBy(categories, ({ productId }) => productId);
  return assembleProducts(rows)
    .map((found) => {
      const within = new Set((categoriesOf.get(found.id) ?? []).map(({ category }) => category));
      const [membership] = decideMemberships(found, [judging], within, nowMs);
      return {
        productId: found.id,
        version: found.version,
        isMember: membership !== undefined,
        untilMs: membership?.untilMs ?? null,
        createdAtMs: found.createdAtMs,
      };
    })
    .sort((one, other) => (one.productId < other.productId ? -1 : 1));
}

import { drizzle } from "drizzle-orm/d1";
import type { DescribeVariants, VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { asOfSeqQuery, readAsOfSeq } from "../reads/as-of-seq.ts";
import { ensureFresh, type ReadContext } from "../reads/read-context.ts";
import { toVariantFacts, variantFactsQuery } from "./variant-facts.ts";

const BYTES = 800;
const BYTES_OF_COMPONENT = 80;

/** What cart lines need to know: `exact` from the primary now, `recent` as young as shoppers' own reads. */
export async function describeVariants(read: ReadContext, ask: DescribeVariants): Promise<VariantFacts[]> {
  const variantIds = [...new Set(ask.variantIds)];
  if (variantIds.length === 0) return [];
  if (ask.freshness === "recent") return describeRecent(read, variantIds, ask.currency);

  const rows = await variantFactsQuery(drizzle(read.env.DB), variantIds, ask.currency);
  return rows.map((row) => toVariantFacts(row, ask.currency));
}

async function describeRecent(
  read: ReadContext,
  variantIds: readonly string[],
  currency: string,
): Promise<VariantFacts[]> {
  await ensureFresh(read);

  const { variants } = read.memory;
  const known = variantIds.map((id) => variants.get(keyOf(id, currency)));
  const unknown = variantIds.filter((_, index) => known[index] === undefined);
  const facts = known.filter((found) => found !== undefined && found !== null);
  if (unknown.length === 0) return facts;
  return [...facts, ...(await readAndRemember(read, unknown, currency))];
}

async function readAndRemember(
  { env, memory, cost }: ReadContext,
  variantIds: readonly string[],
  currency: string,
): Promise<VariantFacts[]> {
  cost.d1 += 1;
  const db = drizzle(env.DB);
  const [seq, rows] = await db.batch([asOfSeqQuery(db), variantFactsQuery(db, variantIds, currency)]);
  const asOfSeq = readAsOfSeq(seq);
  const found = new Map(rows.map((row) => [row.variantId, toVariantFacts(row, currency)]));

  for (const id of variantIds) {
    const facts = found.get(id) ?? null;
    const bytes = BYTES + BYTES_OF_COMPONENT * (facts?.components?.length ?? 0);
    // What is not for sale may come up for sale with any product: each such change touches the list of products.
    const topic = facts ? TOPICS.product(facts.productId) : TOPICS.products;
    memory.variants.put(keyOf(id, currency), facts, { asOfSeq, topics: [topic] }, bytes);
  }
  return [...found.values()];
}

function keyOf(variantId: string, currency: string): string {
  return `${variantId} ${currency}`;
}

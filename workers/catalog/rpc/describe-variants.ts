import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { DescribeVariants, VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { PriceReader } from "../prices/prices-of-shelf.ts";
import { asOfSeqQuery, readAsOfSeq } from "../reads/as-of-seq.ts";
import { askDatabase } from "../reads/ask-database.ts";
import { askReplica } from "../reads/ask-replica.ts";
import type { ReadContext } from "../reads/read-context.ts";
import { isOfChannel, shownAt, shownIn } from "../reads/shown-in.ts";
import { requireFresh } from "./require-fresh.ts";
import { type FactsAsk, toVariantFacts, variantFactsQuery } from "./variant-facts.ts";

const BYTES = 800;
const BYTES_OF_COMPONENT = 80;
const BYTES_OF_STEP = 60;
const EVERYBODY = { channel: DEFAULT_CHANNEL, market: null, priceGroup: null };

/** What cart lines need to know: `exact` from the primary now, `recent` as young as shoppers' own reads. */
export async function describeVariants(read: ReadContext, ask: DescribeVariants): Promise<VariantFacts[]> {
  const variantIds = [...new Set(ask.variantIds)];
  if (variantIds.length === 0) return [];
  const reader = priceReaderOf(ask);
  if (ask.freshness === "recent") return describeRecent(read, variantIds, reader);

  // PRC-7 Which lists are in force is looked up by the clock: a turn that nobody has applied yet counts.
  const nowMs = Date.now();
  const shown = sql`${shownAt(nowMs)} AND ${isOfChannel(reader.channel)}`;
  const exact: FactsAsk = { variantIds, reader, shown, nowMs };
  const db = drizzle(read.env.DB);
  const asked = db.batch([asOfSeqQuery(db), variantFactsQuery(db, exact)]);
  const [last, rows] = await askDatabase("describing variants", asked);
  const asOf = { atMs: nowMs, seq: readAsOfSeq(last) };
  return rows.flatMap((row) => toVariantFacts(row, exact, asOf) ?? []);
}

/** For whom a cart's prices are. */
export function priceReaderOf({
  currency,
  reader,
}: Pick<DescribeVariants, "currency" | "reader">): PriceReader {
  return { currency, ...(reader ?? EVERYBODY) };
}

/** What is remembered of a variant, confirmed when the heads were; null: not for sale; undefined: nothing that is current. */
export function rememberedVariant(
  { memory }: ReadContext,
  variantId: string,
  reader: PriceReader,
): VariantFacts | null | undefined {
  const known = memory.variants.get(keyOf(variantId, reader));
  if (!known?.asOf) return known;
  const seq = Math.max(known.asOf.seq, memory.heads.seq ?? 0);
  return { ...known, asOf: { ...known.asOf, seq, atMs: memory.heads.asOfMs } };
}

async function describeRecent(
  read: ReadContext,
  variantIds: readonly string[],
  reader: PriceReader,
): Promise<VariantFacts[]> {
  await requireFresh(read);

  const known = variantIds.map((id) => rememberedVariant(read, id, reader));
  const unknown = variantIds.filter((_, index) => known[index] === undefined);
  const facts = known.filter((found) => found !== undefined && found !== null);
  if (unknown.length === 0) return facts;
  return [...facts, ...(await readAndRemember(read, unknown, reader))];
}

async function readAndRemember(
  read: ReadContext,
  variantIds: readonly string[],
  reader: PriceReader,
): Promise<VariantFacts[]> {
  const { memory } = read;
  const db = askReplica(read);
  const ask: FactsAsk = { variantIds, reader, shown: shownIn(reader.channel), nowMs: null };
  const asked = db.batch([asOfSeqQuery(db), variantFactsQuery(db, ask)]);
  const [last, rows] = await askDatabase("describing variants", asked);
  const asOfSeq = readAsOfSeq(last);
  // A replica has all that the heads know of, and may lack what came after.
  const asOf = { atMs: memory.heads.asOfMs, seq: asOfSeq };
  const found = new Map(rows.map((row) => [row.variantId, toVariantFacts(row, ask, asOf)]));

  for (const id of variantIds) {
    const facts = found.get(id) ?? null;
    const { components = [], priceSteps = [] } = facts ?? {};
    const bytes = BYTES + BYTES_OF_COMPONENT * components.length + BYTES_OF_STEP * priceSteps.length;
    // What is not for sale may come up for sale with any product: each such change touches the list of products.
    const topics = facts ? topicsOf(facts) : [TOPICS.products, TOPICS.prices];
    memory.variants.put(keyOf(id, reader), facts, { asOfSeq, topics }, bytes);
  }
  return [...found.values()].filter((facts) => facts !== null);
}

/** What a change touches that makes a description old. */
export function topicsOf({ productId }: { productId: string }): string[] {
  return [TOPICS.product(productId), TOPICS.prices];
}

function keyOf(variantId: string, { channel, market, currency, priceGroup }: PriceReader): string {
  return `${variantId} ${channel} ${market ?? "-"} ${currency} ${priceGroup ?? "-"}`;
}

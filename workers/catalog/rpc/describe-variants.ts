import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { DescribeVariants, VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import type { PriceReader } from "../prices/prices-of-shelf.ts";
import { asOfSeqQuery, readAsOfSeq } from "../reads/as-of-seq.ts";
import { askReplica } from "../reads/ask-replica.ts";
import { ensureFresh, type ReadContext } from "../reads/read-context.ts";
import { isOfChannel, shownAt, shownIn } from "../reads/shown-in.ts";
import { type FactsAsk, toVariantFacts, variantFactsQuery } from "./variant-facts.ts";

const BYTES = 800;
const BYTES_OF_COMPONENT = 80;
const BYTES_OF_STEP = 60;
const EVERYBODY = { channel: DEFAULT_CHANNEL, market: null, priceGroup: null };

/** What cart lines need to know: `exact` from the primary now, `recent` as young as shoppers' own reads. */
export async function describeVariants(read: ReadContext, ask: DescribeVariants): Promise<VariantFacts[]> {
  const variantIds = [...new Set(ask.variantIds)];
  if (variantIds.length === 0) return [];
  const reader: PriceReader = { currency: ask.currency, ...(ask.reader ?? EVERYBODY) };
  if (ask.freshness === "recent") return describeRecent(read, variantIds, reader);

  // PRC-7 Which lists are in force is looked up by the clock: a turn that nobody has applied yet counts.
  const nowMs = Date.now();
  const shown = sql`${shownAt(nowMs)} AND ${isOfChannel(reader.channel)}`;
  const exact: FactsAsk = { variantIds, reader, shown, nowMs };
  const rows = await variantFactsQuery(drizzle(read.env.DB), exact);
  return rows.flatMap((row) => toVariantFacts(row, exact) ?? []);
}

async function describeRecent(
  read: ReadContext,
  variantIds: readonly string[],
  reader: PriceReader,
): Promise<VariantFacts[]> {
  await ensureFresh(read);

  const { variants } = read.memory;
  const known = variantIds.map((id) => variants.get(keyOf(id, reader)));
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
  const [seq, rows] = await db.batch([asOfSeqQuery(db), variantFactsQuery(db, ask)]);
  const asOfSeq = readAsOfSeq(seq);
  const found = new Map(rows.map((row) => [row.variantId, toVariantFacts(row, ask)]));

  for (const id of variantIds) {
    const facts = found.get(id) ?? null;
    const { components = [], priceSteps = [] } = facts ?? {};
    const bytes = BYTES + BYTES_OF_COMPONENT * components.length + BYTES_OF_STEP * priceSteps.length;
    // What is not for sale may come up for sale with any product: each such change touches the list of products.
    const topic = facts ? TOPICS.product(facts.productId) : TOPICS.products;
    memory.variants.put(keyOf(id, reader), facts, { asOfSeq, topics: [topic, TOPICS.prices] }, bytes);
  }
  return [...found.values()].filter((facts) => facts !== null);
}

function keyOf(variantId: string, { channel, market, currency, priceGroup }: PriceReader): string {
  return `${variantId} ${channel} ${market ?? "-"} ${currency} ${priceGroup ?? "-"}`;
}

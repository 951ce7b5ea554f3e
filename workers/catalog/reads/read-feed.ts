import { asc, gt, max } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { catalogChange } from "../tables-of-changes.ts";
import { FEED_ROWS_MAX, HEADS_DEADLINE_MS } from "./freshness.ts";
import type { FeedNews } from "./heads.ts";
import type { ReadContext } from "./read-context.ts";
import { withinMs } from "./within-ms.ts";

/** What changed since `sinceSeq`; of what went before an isolate began (null) it needs to know nothing. */
export function readFeed(read: ReadContext, sinceSeq: number | null): Promise<FeedNews> {
  return withinMs(HEADS_DEADLINE_MS, "reading the change feed", readNews(read, sinceSeq));
}

async function readNews(read: ReadContext, sinceSeq: number | null): Promise<FeedNews> {
  if (sinceSeq === null) return { seq: await readLastSeq(read), changes: "missed" };

  read.cost.d1 += 1;
  const changes = await drizzle(read.env.DB)
    .select({ seq: catalogChange.seq, topics: catalogChange.topics })
    .from(catalogChange)
    .where(gt(catalogChange.seq, sinceSeq))
    .orderBy(asc(catalogChange.seq))
    .limit(FEED_ROWS_MAX + 1);
  if (changes.length > FEED_ROWS_MAX) return { seq: await readLastSeq(read), changes: "missed" };
  return { seq: changes.at(-1)?.seq ?? sinceSeq, changes };
}

async function readLastSeq(read: ReadContext): Promise<number> {
  read.cost.d1 += 1;
  const [last] = await drizzle(read.env.DB)
    .select({ seq: max(catalogChange.seq) })
    .from(catalogChange);
  return last?.seq ?? 0;
}

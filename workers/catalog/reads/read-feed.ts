import { asc, gt, max, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CatalogEnv } from "../env.ts";
import { nudgeSearch } from "../search/nudge-search.ts";
import { catalogChange } from "../tables-of-changes.ts";
import { keepTurns } from "../turns/keep-turns.ts";
import { FEED_ROWS_MAX, HEADS_DEADLINE_MS, TURNS_WAIT_MS } from "./freshness.ts";
import type { FeedNews } from "./heads.ts";
import type { ReadContext } from "./read-context.ts";
import { withinMs } from "./within-ms.ts";

/** The news, and the state of the database that they are of. */
type Known = { news: FeedNews; bookmark: string | null };

/**
 * What changed since `sinceSeq`; of what went before an isolate began (null) it needs to know nothing. What is read
 * afterwards is read from replicas that have it.
 */
export async function readFeed(read: ReadContext, sinceSeq: number | null): Promise<FeedNews> {
  const asked = readNews(read, sinceSeq);
  const { news, bookmark } = await withinMs(HEADS_DEADLINE_MS, "reading the change feed", asked);
  // Here, where an answer that came too late does not come: by then others may know of a later state.
  read.memory.bookmark = bookmark ?? read.memory.bookmark;
  return news;
}

async function readNews(read: ReadContext, sinceSeq: number | null): Promise<Known> {
  const { env, cost } = read;
  cost.d1 += 1;
  const nowMs = Date.now();
  const known = await ask(read, sinceSeq, nowMs);
  if (!known.isTurnDue) return known;

  // CAT-10 Whoever finds that something is due applies it, so that a turn is seen as soon as an edit.
  cost.d1 += 3;
  const turned = turnWhatIsDue(env, nowMs, read.waitUntil);
  read.waitUntil(turned);
  await Promise.race([turned, new Promise((resolve) => setTimeout(resolve, TURNS_WAIT_MS))]);
  return ask(read, sinceSeq, nowMs);
}

/** All of it, however much: who waits for the heads waits only so long, and hears of the rest the next time. */
async function turnWhatIsDue(
  env: CatalogEnv,
  nowMs: number,
  waitUntil: ReadContext["waitUntil"],
): Promise<void> {
  try {
    await keepTurns(env.DB, nowMs);
  } catch (error) {
    logEvent("warn", "catalog.turns_not_applied", describeError(error));
  }
  nudgeSearch(env, waitUntil);
}

/** In one state of the database, the newest: the news, and whether something has to show differently by now. */
async function ask(
  { env }: ReadContext,
  sinceSeq: number | null,
  nowMs: number,
): Promise<Known & { isTurnDue: boolean }> {
  const session = env.DB.withSession("first-primary");
  const db = drizzle(session as unknown as D1Database);
  const [[due], [last], changes] = await db.batch([
    db
      .select({
        isTurnDue: sql<number>`EXISTS (SELECT 1 FROM turn WHERE at_ms <= ${nowMs})`.as("is_turn_due"),
      })
      .from(sql`(SELECT 1)`),
    db.select({ seq: max(catalogChange.seq) }).from(catalogChange),
    db
      .select({ seq: catalogChange.seq, topics: catalogChange.topics })
      .from(catalogChange)
      .where(gt(catalogChange.seq, sinceSeq ?? Number.MAX_SAFE_INTEGER))
      .orderBy(asc(catalogChange.seq))
      .limit(FEED_ROWS_MAX + 1),
  ]);
  const isMissed = sinceSeq === null || changes.length > FEED_ROWS_MAX;
  const news: FeedNews = {
    seq: isMissed ? (last?.seq ?? 0) : (changes.at(-1)?.seq ?? sinceSeq),
    changes: isMissed ? "missed" : changes,
  };
  return { news, bookmark: session.getBookmark(), isTurnDue: due?.isTurnDue === 1 };
}

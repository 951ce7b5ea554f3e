import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CatalogEnv } from "../env.ts";
import type { SettingsVersion } from "../storage/load-settings.ts";
import { HEADS_KEEP_MS, MEMORY_LIMITS } from "./freshness.ts";
import { type Freshness, HeadKeeper } from "./head-keeper.ts";
import { Heads } from "./heads.ts";
import { Memo } from "./memo.ts";
import { readFeed } from "./read-feed.ts";
import { Turns } from "./turns.ts";

/** A rendered answer: its bytes and the strong `ETag` made from them. */
export type Answer = { readonly body: Uint8Array; readonly etag: string };

const heads = new Heads();

/** What this isolate remembers for all requests. Nothing in it depends on who asks. */
const memory = {
  heads,
  keeper: new HeadKeeper(heads),
  turns: new Turns(),
  answers: new Memo<Answer>(heads, MEMORY_LIMITS.answers),
  absences: new Memo<true>(heads, MEMORY_LIMITS.absences),
  /** By product and channel: whether shoppers see it there. */
  published: new Memo<boolean>(heads, MEMORY_LIMITS.published),
  /** By variant and whom its prices are for; null for what is not for sale. */
  variants: new Memo<VariantFacts | null>(heads, MEMORY_LIMITS.variants),
  settings: new Memo<SettingsVersion | null>(heads, MEMORY_LIMITS.settings),
  copiesDownUntilMs: 0,
  /** The state of the database that the heads were read in; null before the first time. */
  bookmark: null as string | null,
};

/** One read on its way through the memory, the copies and the database. */
export type ReadContext = {
  readonly env: CatalogEnv;
  readonly memory: typeof memory;
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** How young what it knows is: see `lookHowFresh`. */
  freshness: Freshness;
  /** How often it asked the database and KV: the budget that tests and benchmarks count. */
  readonly cost: { d1: number; kv: number };
};

export function beginRead(env: CatalogEnv, waitUntil: ReadContext["waitUntil"]): ReadContext {
  return { env, memory, waitUntil, freshness: "fresh", cost: { d1: 0, kv: 0 } };
}

/** The first step of every read: after it, what the memory gives is as young as `freshness` says. */
export async function lookHowFresh(read: ReadContext): Promise<Freshness> {
  read.freshness = await read.memory.keeper.ensureFresh({
    readFeed: (sinceSeq) => readFeed(read, sinceSeq),
    waitUntil: read.waitUntil,
    keepMs: Number(read.env.HEADS_KEEP_MS ?? HEADS_KEEP_MS),
    clock: Date.now,
  });
  return read.freshness;
}

/** For reads that are worth nothing without the database: a 503 problem while nothing is known of it. */
export async function ensureFresh(read: ReadContext): Promise<void> {
  if ((await lookHowFresh(read)) === "unknown") throw problem("service_unavailable");
}

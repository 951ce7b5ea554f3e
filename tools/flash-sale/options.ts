import { parseArgs } from "node:util";
import { Stop } from "../stop.ts";
import type { Habits } from "./buyers/buyer-plan.ts";

/** How a flash sale is run. */
export type SaleSettings = {
  buyers: number;
  /** Of each item. */
  units: number;
  items: number;
  seed: number;
  burstMs: number;
  /** Buyers at the counter at once; null: as many as the shop is good for. */
  concurrency: number | null;
  habits: Habits;
  patienceMs: number | null;
  relief: { shards: number; splitAt: number; mergeAt: number | null } | null;
  /** A shop that runs already; null for one of our own. */
  target: string | null;
  isMine: boolean;
  publishableKey: string | null;
  secretKey: string | null;
  json: string | null;
};

/** The command line makes no sense; the message says where. */
export class UsageError extends Stop {
  override name = "UsageError";
}

const OPTIONS = {
  buyers: { type: "string" },
  units: { type: "string" },
  items: { type: "string" },
  seed: { type: "string" },
  burst: { type: "string" },
  concurrency: { type: "string" },
  "early-holds": { type: "string" },
  abandon: { type: "string" },
  double: { type: "string" },
  decline: { type: "string" },
  unclear: { type: "string" },
  timeouts: { type: "string" },
  patience: { type: "string" },
  shards: { type: "string" },
  "split-at": { type: "string" },
  "merge-at": { type: "string" },
  target: { type: "string" },
  "i-own-this": { type: "boolean" },
  "publishable-key": { type: "string" },
  "secret-key": { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const LIMITS = {
  buyers: 1_000_000,
  units: 1_000_000,
  items: 20,
  concurrency: 2_000,
  shards: 64,
  seconds: 3_600,
};
const SEEDS = 2 ** 31;

/** Null when help was asked for. */
export function readSaleSettings(
  args: readonly string[],
  env: Record<string, string | undefined>,
  drawSeed: () => number,
): SaleSettings | null {
  const values = parse(args);
  if (values.help) return null;

  const whole = (name: keyof typeof values, otherwise: number, max: number) =>
    readNumber(name, values[name], otherwise, { min: 1, max, isWhole: true });
  const share = (name: keyof typeof values, otherwise: number) =>
    readNumber(name, values[name], otherwise, { min: 0, max: 1, isWhole: false });
  const seconds = (name: keyof typeof values, otherwise: number) =>
    readNumber(name, values[name], otherwise, { min: 0, max: LIMITS.seconds, isWhole: false }) * 1_000;

  const habits: Habits = {
    earlyHolds: share("early-holds", 0.2),
    abandon: share("abandon", 0.05),
    double: share("double", 0.05),
    decline: share("decline", 0.02),
    unclear: share("unclear", 0.01),
    timeouts: share("timeouts", 0.1),
  };
  if (habits.decline + habits.unclear > 1)
    throw new UsageError("--decline and --unclear are more than all buyers together.");
  const relief = readRelief(values, { whole, share });

  return {
    buyers: whole("buyers", 5_000, LIMITS.buyers),
    units: whole("units", 500, LIMITS.units),
    items: whole("items", 1, LIMITS.items),
    seed: readNumber("seed", values.seed, Math.floor(drawSeed() * SEEDS), {
      min: 0,
      max: SEEDS,
      isWhole: true,
    }),
    burstMs: seconds("burst", 5),
    concurrency: values.concurrency === undefined ? null : whole("concurrency", 64, LIMITS.concurrency),
    habits,
    patienceMs: values.patience === undefined ? null : seconds("patience", 0),
    relief,
    target: values.target ?? null,
    isMine: values["i-own-this"] ?? false,
    publishableKey: values["publishable-key"] ?? env.SOUK_PUBLISHABLE_KEY ?? null,
    secretKey: values["secret-key"] ?? env.SOUK_SECRET_KEY ?? null,
    json: values.json ?? null,
  };
}

type Values = ReturnType<typeof parse>;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readRelief(
  values: Values,
  read: {
    whole(name: "shards", otherwise: number, max: number): number;
    share(name: "split-at" | "merge-at", otherwise: number): number;
  },
): SaleSettings["relief"] {
  const hasTimes = values["split-at"] !== undefined || values["merge-at"] !== undefined;
  if (values.shards === undefined) {
    if (hasTimes) throw new UsageError("--split-at and --merge-at say when to spread items over --shards N.");
    return null;
  }
  const splitAt = read.share("split-at", 0);
  const mergeAt = values["merge-at"] === undefined ? null : read.share("merge-at", 1);
  if (mergeAt !== null && mergeAt <= splitAt)
    throw new UsageError("--merge-at must come after --split-at: both are shares of the units sold.");
  return { shards: read.whole("shards", 1, LIMITS.shards), splitAt, mergeAt };
}

function readNumber(
  name: string,
  text: string | boolean | undefined,
  otherwise: number,
  { min, max, isWhole }: { min: number; max: number; isWhole: boolean },
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  const isFine = text !== "" && value >= min && value <= max && (!isWhole || Number.isInteger(value));
  if (isFine) return value;
  throw new UsageError(
    `--${name} takes a ${isWhole ? "whole " : ""}number from ${min} to ${max}, not "${text}".`,
  );
}

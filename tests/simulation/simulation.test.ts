import { describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";
import { playSeeds } from "./play-seeds.ts";
import { runSeed } from "./run-seed.ts";
import { shippedStock } from "./stock/shipped.ts";
import { stockModel } from "./stock/stock-model.ts";

const SEEDS = 200;

describe("a stock partition under seeded faults", () => {
  it("answers all that an auditor with books of its own foretells, and adds up after every step", {
    timeout: 60_000,
  }, async () => {
    const { failed, counts, answers } = await playSeeds(stockModel(shippedStock), { from: 1, seeds: SEEDS });
    expect(failed && describeFailure(failed, "")).toBeNull();

    // Seeds that ran into nothing would prove nothing.
    const met = [...counts.keys()].sort();
    expect(met).toEqual([
      "alarms",
      "calls",
      "clockJumps",
      "crashes",
      "duplicates",
      "failedTransactions",
      "groups",
      "lost",
      "turns",
    ]);
    expect([...answers.keys()].sort()).toEqual([
      "adjust: adjusted",
      "adjust: key_reused",
      "adjust: would_be_negative",
      "audit: audit",
      "audit: unknown_item",
      "commitHold: committed",
      "commitHold: ended",
      "commitHold: unknown_hold",
      "fulfil: fulfilled",
      "fulfil: location_short",
      "fulfil: not_committed",
      "hold: ended",
      "hold: granted",
      "hold: insufficient",
      "hold: mismatch",
      "hold: unknown_items",
      "level: level",
      "level: unknown_item",
      "movements: movements",
      "movements: unknown_item",
      "open: done",
      "release: committed",
      "release: released",
      "uncommit: not_committed",
      "uncommit: uncommitted",
    ]);
  });
});

describe("a seed", () => {
  it("always plays the same history, and no other seed plays it", async () => {
    const digests: string[] = [];
    for (const seed of [11, 12, 11, 12]) {
      digests.push((await runSeed(stockModel(shippedStock), seed)).digest);
    }
    expect(digests.slice(0, 2)).toEqual(digests.slice(2));
    expect(new Set(digests).size).toBe(2);
  });
});

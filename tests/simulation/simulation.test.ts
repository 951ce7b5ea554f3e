import { beforeAll, describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";
import { type Played, playSeeds } from "./play-seeds.ts";
import { runSeed } from "./run-seed.ts";
import { shippedStock } from "./stock/shipped.ts";
import { stockModel } from "./stock/stock-model.ts";

const SEEDS = 200;

/** What a partition can answer, by method: seeds that never came to it would prove nothing about it. */
const ANSWERS = {
  hold: ["granted", "insufficient", "limited", "unknown_items", "ended", "mismatch"],
  extend: ["extended", "ended", "unknown_hold"],
  commit: ["committed", "ended", "mismatch", "unknown_hold"],
  release: ["released", "committed"],
  fulfil: ["fulfilled", "not_committed", "step_mismatch", "too_many_units", "location_short"],
  uncommit: ["uncommitted", "not_committed", "step_mismatch", "too_many_units"],
  adjust: ["adjusted", "would_be_negative", "key_reused"],
  transfer: ["adjusted", "would_be_negative", "key_reused"],
  setPolicy: ["set"],
  withdraw: ["withdrawn", "ended", "pinned", "sold", "unknown_hold"],
  level: ["level", "unknown_item"],
  audit: ["audit", "unknown_item"],
  movements: ["movements", "unknown_item"],
  holds: ["holds", "unknown_item"],
};
const FAULTS = [
  "alarms",
  "clockJumps",
  "crashes",
  "duplicates",
  "failedTransactions",
  "groups",
  "lost",
] as const;

describe("a stock partition under seeded faults", () => {
  let played: Played;
  beforeAll(async () => {
    played = await playSeeds(stockModel(shippedStock), { from: 1, seeds: SEEDS });
  }, 60_000);

  it("answers as an auditor with books of its own foretells, and adds up after every step", () => {
    expect(played.failed && describeFailure(played.failed, "")).toBeNull();
  });

  it("meets every fault", () => {
    for (const fault of FAULTS) expect(played.counts.get(fault), fault).toBeGreaterThan(SEEDS / 10);
  });

  it.each(Object.entries(ANSWERS))("gives every answer of %s", (method, kinds) => {
    const given = [...played.answers.keys()].filter((answer) => answer.startsWith(`${method}: `));
    expect(given).toEqual(expect.arrayContaining(kinds.map((kind) => `${method}: ${kind}`)));
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

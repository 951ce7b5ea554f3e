import { beforeAll, describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";
import { MODEL_NAMES, SHIPPED } from "./models.ts";
import { type Played, playSeeds } from "./play-seeds.ts";
import { runSeed } from "./run-seed.ts";

const SEEDS = 200;
const HOT_SEEDS = 120;

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
    played = await playSeeds(() => SHIPPED.stock, { from: 1, seeds: SEEDS });
  }, 60_000);

  it("answers as an auditor with books of its own foretells, and adds up after every step", () => {
    expect(played.failed && describeFailure(played.failed, " --model stock")).toBeNull();
  });

  it("meets every fault", () => {
    for (const fault of FAULTS) expect(played.counts.get(fault), fault).toBeGreaterThan(SEEDS / 10);
  });

  it.each(Object.entries(ANSWERS))("gives every answer of %s", (method, kinds) => {
    const given = [...played.answers.keys()].filter((answer) => answer.startsWith(`${method}: `));
    expect(given).toEqual(expect.arrayContaining(kinds.map((kind) => `${method}: ${kind}`)));
  });
});

/** What is asked of homes and shards of hot items, as the auditor counts it; what a shard decides is named so. */
const HOT_ANSWERS = {
  hold: ["granted", "insufficient", "limited", "moved", "ended"],
  "shard hold": ["granted", "moved", "limited", "ended"],
  "shard commit": ["committed"],
  "shard release": ["released", "committed"],
  "shard extend": ["extended"],
  "shard withdraw": ["withdrawn", "unknown_hold"],
  spread: ["moving", "busy"],
  gather: ["moving", "busy"],
  fulfil: ["fulfilled", "not_committed"],
  uncommit: ["uncommitted", "not_committed"],
  adjust: ["adjusted"],
  transfer: ["adjusted"],
  setPolicy: ["set"],
};

describe("a home of hot items and its shards under seeded faults", () => {
  let played: Played;
  beforeAll(async () => {
    played = await playSeeds(() => SHIPPED.hot, { from: 1, seeds: HOT_SEEDS });
  }, 60_000);

  it("decide as auditors of each place foretell, and have together what there is after every step", () => {
    expect(played.failed && describeFailure(played.failed, " --model hot")).toBeNull();
  });

  it("meet every fault", () => {
    for (const fault of FAULTS) expect(played.counts.get(fault), fault).toBeGreaterThan(HOT_SEEDS / 10);
  });

  it.each(Object.entries(HOT_ANSWERS))("give every answer of %s", (method, kinds) => {
    const given = [...played.answers.keys()].filter((answer) => answer.startsWith(`${method}: `));
    expect(given).toEqual(expect.arrayContaining(kinds.map((kind) => `${method}: ${kind}`)));
  });
});

describe.each(MODEL_NAMES)("a seed of the model %s", (name) => {
  it("always plays the same history, and no other seed plays it", async () => {
    const digests: string[] = [];
    for (const seed of [11, 12, 11, 12]) digests.push((await runSeed(SHIPPED[name], seed)).digest);
    expect(digests.slice(0, 2)).toEqual(digests.slice(2));
    expect(new Set(digests).size).toBe(2);
  });
});

import { describe, expect, it } from "vitest";
import type { HoldStockResult } from "../../contracts/rpc/stock.ts";
import { seededRandom } from "../../tools/seeded-random.ts";
import { checkHistory } from "../linearizability/check-history.ts";
import { EMPTY } from "../linearizability/counter-model.ts";
import type { Answer, Ask, History } from "../linearizability/history.ts";
import { Recorder } from "../linearizability/recorder.ts";
import { adjust, ask, openStock, type Partition, received, settle } from "./stock-asks.ts";

const ROUNDS = 8;
const CLIENTS = 8;
const CALLS_EACH = 25;
const UNITS = 6;
/** So few ids that clients meet under the same ones. */
const HOLD_IDS = 20;
const HELD_FOR_MS = 3_600_000;

type Random = (below: number) => number;

/** Clients who reach for one item of a real partition, all at once; with what each was told, and when. */
async function record(seed: number): Promise<History> {
  const stock = await openStock();
  const itemId = await received(stock, UNITS);
  const recorder = new Recorder();
  const next = seededRandom(seed);
  const random: Random = (below) => Math.floor(next() * below);
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let call = 0; call < CALLS_EACH; call += 1) {
        const asked = drawAsk(random);
        await recorder.record(String(client), asked, () => put(stock, itemId, asked));
      }
    }),
  );
  return recorder.history;
}

function drawAsk(random: Random): Ask {
  const n = random(HOLD_IDS);
  const holdId = `h${n}`;
  // The same id always asks for as many.
  const units = 1 + (n % 3);
  const drawn = random(20);
  if (drawn < 8) return { kind: "hold", holdId, units };
  if (drawn < 12) return { kind: "release", holdId, units };
  if (drawn < 14) return { kind: "commit", holdId, units };
  if (drawn < 17) return { kind: "adjust", delta: random(2) === 0 ? -1 : 2 };
  return { kind: "read" };
}

/** Asks the partition, and tells its answer in the words of the model. */
async function put(stock: Partition, itemId: string, asked: Ask): Promise<Answer> {
  switch (asked.kind) {
    case "hold": {
      const expiresAtMs = Date.now() + HELD_FOR_MS;
      return answerOf(await stock.hold(ask(asked.holdId, { [itemId]: asked.units }, { expiresAtMs })));
    }
    case "release":
      return { kind: (await stock.release(settle(asked.holdId, { [itemId]: asked.units }))).kind };
    case "commit": {
      const { kind } = await stock.commit(settle(asked.holdId, { [itemId]: asked.units }));
      if (kind === "mismatch") throw new Error("an id was used for other units");
      return { kind };
    }
    case "adjust": {
      const answer = await adjust(stock, itemId, asked.delta);
      if (answer.kind === "adjusted" || answer.kind === "would_be_negative") return { kind: answer.kind };
      throw new Error(answer.kind);
    }
    case "read": {
      const answer = await stock.level({ itemId });
      if (answer.kind !== "level") throw new Error(answer.kind);
      return { kind: "available", available: answer.level.available };
    }
  }
}

function answerOf(answer: HoldStockResult): Answer {
  if (answer.kind === "granted" || answer.kind === "ended") return { kind: answer.kind };
  const [shortage] = answer.kind === "insufficient" ? answer.shortages : [];
  if (!shortage) throw new Error(answer.kind);
  return { kind: "insufficient", available: shortage.available };
}

describe("what many are told who reach for one item at once", () => {
  it("is what one counter would have told them one after the other", { timeout: 30_000 }, async () => {
    const met = new Map<string, number>();
    let together = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const history = await record(round);
      const verdict = checkHistory(history, { ...EMPTY, onHand: UNITS });
      expect(verdict.isLinearizable, JSON.stringify(verdict, null, 1)).toBe(true);

      for (const { ask: asked, end } of history) {
        const answer = `${asked.kind} ${end?.answer.kind}`;
        met.set(answer, (met.get(answer) ?? 0) + 1);
      }
      together += history.filter(({ startAt, end }) => (end?.at ?? 0) > startAt + 1).length;
    }

    // Calls that never overlapped, or were never refused, would prove nothing.
    expect(together).toBeGreaterThan((ROUNDS * CLIENTS * CALLS_EACH) / 2);
    expect([...met.keys()].sort()).toEqual([
      "adjust adjusted",
      "adjust would_be_negative",
      "commit committed",
      "commit ended",
      "commit unknown_hold",
      "hold ended",
      "hold granted",
      "hold insufficient",
      "read available",
      "release committed",
      "release released",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { seededRandom } from "../../tools/seeded-random.ts";
import { checkHistory } from "./check-history.ts";
import { type Counter, decide, EMPTY } from "./counter-model.ts";
import type { Answer, Ask, Operation } from "./history.ts";
import { readTable } from "./read-table.fixture.ts";

const stocked = (onHand: number) => ({ ...EMPTY, onHand });
const verdict = (onHand: number, table: string) =>
  checkHistory(readTable(table), stocked(onHand)).isLinearizable;

describe("a history is one counter's", () => {
  it.each([
    [
      "when calls follow each other",
      2,
      "A h1x2=granted c1=committed h2x1=insufficient:0 r1=committed ?=available:0",
    ],
    [
      "when one of two who reach for the last unit gets it, whoever asked first",
      1,
      `
      A h1x1=insufficient:0.........
      B   h2x1=granted.........
      `,
    ],
    [
      "when a refusal was true at some moment of its call",
      1,
      `
      A h1x1=granted    r1=released
      B       h2x1=insufficient:0..........
      `,
    ],
    [
      "when a release overtakes its hold",
      1,
      `
      A h1x1=ended................
      B   r1x1=released
      `,
    ],
    [
      "when what nobody heard of was done",
      1,
      `
      A h1x1=lost
      B            h2x1=insufficient:0 r1x1=released h3x1=granted
      `,
    ],
    [
      "when what nobody heard of was never done",
      1,
      `
      A h1x1=lost
      B            h2x1=granted h3x1=insufficient:0
      `,
    ],
    [
      "when what nobody heard of was done much later",
      1,
      `
      A h1x1=lost
      B            ?=available:1 ?=available:1 ?=available:0
      `,
    ],
    [
      "when a retry is told what became of the first",
      3,
      `
      A h1x2=granted.....................
      B   h1x2=granted     ?=available:1
      C      h2x2=insufficient:1........
      `,
    ],
    [
      "when deliveries and losses are seen in some order by all",
      0,
      `
      A +2=adjusted............   -1=adjusted........
      B    h1x1=insufficient:0.
      C        h2x1=granted......................
      D                          -9=would_be_negative
      `,
    ],
  ])("%s", (_name, onHand, table) => {
    expect(verdict(onHand, table)).toBe(true);
  });
});

describe("a history is nobody's", () => {
  it.each([
    [
      "when the last unit is sold twice",
      1,
      `
      A h1x1=granted.......
      B    h2x1=granted.......
      `,
    ],
    [
      "when units that were given back are lost",
      1,
      `
      A h1x1=granted r1=released
      B                           h2x1=insufficient:0
      `,
    ],
    [
      "when somebody is refused while units are free all the time",
      2,
      `
      A h1x1=granted............................
      B   h2x1=insufficient:0.......
      `,
    ],
    [
      "when a read shows what was before it began",
      2,
      `
      A h1x1=granted
      B                ?=available:2
      `,
    ],
    [
      "when two see things in contrary orders",
      0,
      `
      A +1=adjusted...................................
      B  ?=available:1 ?=available:0
      `,
    ],
    ["when a refusal names units that there never were", 1, "A h1x3=insufficient:2"],
    [
      "when a hold comes to life after its release was answered",
      1,
      `
      A r1x1=released
      B                h1x1=granted
      `,
    ],
    ["when what was released is sold", 1, "A h1x1=granted r1=released c1=committed"],
    ["when what was never held is sold", 1, "A c1=committed"],
    [
      "when even what nobody heard of can't explain it",
      2,
      `
      A h1x1=lost
      B            h2x1=insufficient:0
      `,
    ],
  ])("%s", (_name, onHand, table) => {
    expect(verdict(onHand, table)).toBe(false);
  });

  it("and the verdict tells how far it could be explained, and what could not", () => {
    const history = readTable(`
      A h1x1=granted c1=committed
      B                            h2x1=granted
    `);
    const found = checkHistory(history, stocked(1));
    expect(found).toEqual({
      isLinearizable: false,
      explained: history.slice(0, 2),
      stuckAt: history.slice(2),
    });
  });
});

describe("the search", () => {
  it("gives an order in which all would be answered so", () => {
    const history = readTable(`
      A h1x1=insufficient:0......
      B   h2x1=granted...........
    `);
    const found = checkHistory(history, stocked(1));
    expect(found.isLinearizable && found.order.map(({ client }) => client)).toEqual(["B", "A"]);
  });

  it("does not go twice where it was: forty at once are checked in a moment, right or wrong", () => {
    const together = (answer: (n: number) => Operation["end"]): Operation[] =>
      Array.from({ length: 40 }, (_, n) => ({
        client: String(n),
        ask: { kind: "hold", holdId: "one", units: 1 },
        startAt: n,
        end: answer(n),
      }));
    const granted = together((n) => ({ at: 100 + n, answer: { kind: "granted" } }));
    expect(checkHistory(granted, stocked(1)).isLinearizable).toBe(true);
    expect(checkHistory(granted, stocked(0)).isLinearizable).toBe(false);

    // What fits and changes nothing is decided at once: otherwise each of these could come before or after each other.
    const oneWrong = [...granted.slice(1), { ...granted[0], end: { at: 200, answer: { kind: "ended" } } }];
    expect(checkHistory(oneWrong as Operation[], stocked(1)).isLinearizable).toBe(false);
  });
});

/** Tries every order there is. */
function isSomeOrder(left: readonly Operation[], counter: Counter): boolean {
  if (left.every(({ end }) => end === null)) return true;
  return left.some((next) => {
    const isTooLate = left.some(({ end }) => end !== null && end.at < next.startAt);
    if (isTooLate) return false;
    const { answer, after } = decide(counter, next.ask);
    const rest = left.filter((operation) => operation !== next);
    const fits = next.end === null || JSON.stringify(next.end.answer) === JSON.stringify(answer);
    return fits && isSomeOrder(rest, after);
  });
}

/** Calls that are decided at moments within them, some of which are then told something else or nothing. */
function drawHistory(random: (below: number) => number): Operation[] {
  const asks: Ask[] = Array.from({ length: 6 }, () => {
    const holdId = String(random(2));
    const kind = (["hold", "release", "commit", "adjust", "read", "hold"] as const)[random(6)] ?? "read";
    return kind === "adjust"
      ? { kind, delta: random(2) === 0 ? 1 : -1 }
      : kind === "read"
        ? { kind }
        : { kind, holdId, units: 1 + random(2) };
  });
  let counter: Counter = stocked(2);
  return asks.map((ask, n) => {
    const decided = decide(counter, ask);
    counter = decided.after;
    const wrong: Answer[] = [{ kind: "granted" }, { kind: "released" }, { kind: "available", available: 1 }];
    const answer = random(6) === 0 ? (wrong[random(3)] ?? decided.answer) : decided.answer;
    const startAt = 10 * n - random(30);
    return {
      client: String(n),
      ask,
      startAt,
      end: random(4) === 0 ? null : { at: 10 * n + random(30), answer },
    };
  });
}

describe("the verdict", () => {
  it("is the one that comes of trying every order", () => {
    const next = seededRandom(1);
    const verdicts = { right: 0, wrong: 0 };
    for (let n = 0; n < 4_000; n += 1) {
      const history = drawHistory((below) => Math.floor(next() * below));
      const expected = isSomeOrder(history, stocked(2));
      verdicts[expected ? "right" : "wrong"] += 1;
      expect(checkHistory(history, stocked(2)).isLinearizable, JSON.stringify(history)).toBe(expected);
    }
    expect(Math.min(verdicts.right, verdicts.wrong)).toBeGreaterThan(500);
  });
});

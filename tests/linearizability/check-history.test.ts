import { describe, expect, it } from "vitest";
import { checkHistory } from "./check-history.ts";
import { EMPTY } from "./counter-model.ts";
import type { Operation } from "./history.ts";
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
      A +2=adjusted:2..........   -1=adjusted:0......
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
      A +1=adjusted:1.................................
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

    const oneWrong = [...granted.slice(1), { ...granted[0], end: { at: 200, answer: { kind: "ended" } } }];
    const startMs = performance.now();
    expect(checkHistory(oneWrong as Operation[], stocked(1)).isLinearizable).toBe(false);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

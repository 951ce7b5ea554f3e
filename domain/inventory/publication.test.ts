import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  noteConfirmed,
  noteSent,
  type Publication,
  publish,
  publishAgain,
  sendAtMs,
  UNPUBLISHED,
} from "./publication.ts";
import type { Signal } from "./signal.ts";
import type { StockNews } from "./stock-news.ts";

const RETRY_MS = 10_000;

function news(signal: Signal, more: Partial<StockNews> = {}): StockNews {
  return { signal, units: null, availableFromMs: null, isShort: false, ...more };
}

/** Each at its own second. */
function published(...all: (Signal | StockNews)[]): Publication {
  return all.reduce<Publication>(
    (known, each, at) => publish(known, typeof each === "string" ? news(each) : each, at * 1_000),
    UNPUBLISHED,
  );
}

const happenings = ({ happened }: Publication) =>
  happened.map(({ type, version, from, to }) => `${type} v${version} ${from} > ${to}`);

describe("a publication", () => {
  it("has a new version whenever something is new, and none when nothing is", () => {
    const first = published("in_stock");
    expect(first.version).toBe(1);
    expect(publish(first, news("in_stock"), 9_000)).toBe(first);
    expect(publish(first, news("in_stock", { units: 4 }), 9_000).version).toBe(2);
    expect(publish(null, news("out"), 0)).toBe(UNPUBLISHED);
  });

  it("is sent at once, then with doubled waits until it is confirmed", () => {
    let known = published("in_stock");
    expect(sendAtMs(known, RETRY_MS)).toBe(0);
    const waits = Array.from({ length: 9 }, () => {
      known = noteSent(known, 1_000);
      return (sendAtMs(known, RETRY_MS) ?? 0) - 1_000;
    });
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900].map((seconds) => seconds * 1_000));
    expect(sendAtMs(noteConfirmed(known, 1), RETRY_MS)).toBeNull();
  });

  it("goes on being sent when an older version is confirmed", () => {
    const newer = noteSent(published("in_stock", "low", "out"), 0);
    const confirmed = noteConfirmed(newer, 2);
    expect(confirmed).toMatchObject({ version: 3, confirmed: 2 });
    expect(sendAtMs(confirmed, RETRY_MS)).toBe(RETRY_MS);
    expect(noteConfirmed(confirmed, 1)).toBe(confirmed);
    expect(sendAtMs(noteConfirmed(confirmed, 3), RETRY_MS)).toBeNull();
  });

  it("goes on above a follower who knows more than it does, since it was set back itself", () => {
    const restored = noteSent(published("in_stock"), 0);
    const known = noteConfirmed(restored, 40);
    expect(known).toMatchObject({ version: 41, confirmed: 40 });
    expect(sendAtMs(known, RETRY_MS)).toBe(0);
  });

  it("can be made again without anything new, and then nothing happened", () => {
    const again = publishAgain(published("out", "in_stock"), news("in_stock"), 5_000);
    expect(again).toMatchObject({ version: 2, sends: 0 });
    expect(happenings(again)).toEqual(["stock.back_in_stock v1 out > in_stock"]);
    expect(publishAgain(null, news("in_stock"), 5_000)).toMatchObject({ version: 1, happened: [] });
    expect(publishAgain(published("low"), news("out"), 5_000).version).toBe(2);
  });
});

describe("what happened to an item", () => {
  it.each<[Signal[], string[]]>([
    [["in_stock"], ["stock.back_in_stock v1 out > in_stock"]],
    [["low"], ["stock.back_in_stock v1 out > low"]],
    [
      ["in_stock", "low"],
      ["stock.back_in_stock v1 out > in_stock", "stock.low v2 in_stock > low"],
    ],
    [
      ["in_stock", "low", "in_stock", "low"],
      ["stock.back_in_stock v1 out > in_stock", "stock.low v4 in_stock > low"],
    ],
    [["in_stock", "out", "low"], ["stock.back_in_stock v3 out > low"]],
    // More to come is not there yet.
    [["backorder"], []],
    [["preorder", "in_stock"], ["stock.back_in_stock v2 preorder > in_stock"]],
  ])("over %j is told with its version", (signals, told) => {
    expect(happenings(published(...signals))).toEqual(told);
  });

  it("includes that a count left it short, each time", () => {
    const short = published("in_stock", news("out", { isShort: true }));
    expect(happenings(short)).toContain("stock.short v2 in_stock > out");
    const again = publish(publish(short, news("out"), 0), news("out", { isShort: true }), 0);
    expect(happenings(again)).toContain("stock.short v4 out > out");
  });

  it("is heard once by a follower, whichever messages it misses", () => {
    const signals = fc.array(fc.constantFrom<Signal>("in_stock", "low", "backorder", "out"), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(signals, fc.infiniteStream(fc.boolean()), (told, arrives) => {
        let known: Publication = UNPUBLISHED;
        let followed = 0;
        const heard: string[] = [];
        const everything: string[] = [];
        for (const signal of told) {
          known = publish(known, news(signal), 0);
          everything.push(...happenings(known).filter((one) => one.includes(` v${known.version} `)));
          if (!arrives.next().value) continue;
          heard.push(...happenings(known).filter((one) => Number(/ v(\d+) /.exec(one)?.[1]) > followed));
          followed = known.version;
        }
        expect(new Set(heard).size).toBe(heard.length);
        expect([...new Set(everything)]).toEqual(expect.arrayContaining(heard));
        if (followed === known.version) expect(heard).toEqual(expect.arrayContaining(happenings(known)));
      }),
    );
  });
});

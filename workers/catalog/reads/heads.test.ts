import { describe, expect, it } from "vitest";
import { Heads } from "./heads.ts";

/** An isolate that began at change 10. */
function heads(): Heads {
  const begun = new Heads();
  begun.learn({ seq: 10, changes: "missed" }, 1_000);
  return begun;
}
const change = (seq: number, ...topics: string[]) => ({ seq, topics });

describe("what was made as of change 10", () => {
  it("is current while nothing changes", () => {
    expect(heads().isCurrent({ asOfSeq: 10, topics: ["handle:tee"] })).toBe(true);
  });

  it("is old once one of its topics changes", () => {
    const known = heads();
    known.learn({ seq: 11, changes: [change(11, "product:a", "handle:tee")] }, 2_000);

    expect(known.isCurrent({ asOfSeq: 10, topics: ["handle:tee"] })).toBe(false);
    expect(known.isCurrent({ asOfSeq: 10, topics: ["handle:shirt"] })).toBe(true);
    expect(known.isCurrent({ asOfSeq: 11, topics: ["handle:tee"] })).toBe(true);
  });

  it("is old when more changed than was worth reading", () => {
    const known = heads();
    known.learn({ seq: 5_000, changes: "missed" }, 2_000);

    expect(known.isCurrent({ asOfSeq: 10, topics: ["handle:shirt"] })).toBe(false);
    expect(known.isCurrent({ asOfSeq: 5_000, topics: ["handle:shirt"] })).toBe(true);
  });
});

it("knows of changes for certain only since it began", () => {
  const known = heads();
  known.learn({ seq: 12, changes: [change(12, "product:a")] }, 2_000);
  expect(known.isKnownToBeOld({ asOfSeq: 11, topics: ["product:a", "prices"] })).toBe(true);
  expect(known.isKnownToBeOld({ asOfSeq: 12, topics: ["product:a", "prices"] })).toBe(false);
  expect(known.isKnownToBeOld({ asOfSeq: 3, topics: ["product:b", "prices"] })).toBe(false);
  expect(known.asOfMs).toBe(2_000);
});

it("says that something absent is old once it may be there", () => {
  const known = heads();
  known.learn({ seq: 11, changes: [change(11, "products", "product:new", "handle:new")] }, 2_000);
  expect(known.isCurrent({ asOfSeq: 10, topics: ["handle:new"] })).toBe(false);
});

it("never goes back when reads of the feed come home in the wrong order", () => {
  const known = heads();
  known.learn({ seq: 12, changes: [change(11, "handle:tee"), change(12, "handle:tee")] }, 3_000);
  known.learn({ seq: 11, changes: [change(11, "handle:tee")] }, 2_000);

  expect(known.seq).toBe(12);
  expect(known.ageMs(3_500)).toBe(1_500);
  expect(known.isCurrent({ asOfSeq: 11, topics: ["handle:tee"] })).toBe(false);
});

it("counts its age from when the feed was asked", () => {
  expect(heads().ageMs(1_700)).toBe(700);
});

it("is of no age to be believed in once the clock was set back, until the feed is asked again", () => {
  const known = heads();
  expect(known.ageMs(400)).toBe(Number.POSITIVE_INFINITY);
  known.learn({ seq: 11, changes: [] }, 400);
  expect(known.ageMs(500)).toBe(100);
});

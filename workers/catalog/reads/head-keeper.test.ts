import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FEED_KEEP_MS } from "./freshness.ts";
import { HeadKeeper } from "./head-keeper.ts";
import { type FeedNews, Heads } from "./heads.ts";

const KEEP_MS = 2_000;
const MINUTE_MS = 60_000;

/** A keeper over a feed that counts its reads and can be taken away, at a time that the test sets. */
function begin() {
  const heads = new Heads();
  const keeper = new HeadKeeper(heads);
  const state = { nowMs: 100_000, reads: 0, isUp: true };
  const background: Promise<unknown>[] = [];
  const asked: (number | null)[] = [];
  const readFeed = async (sinceSeq: number | null): Promise<FeedNews> => {
    asked.push(sinceSeq);
    state.reads += 1;
    if (!state.isUp) throw new Error("D1_ERROR: Network connection lost");
    return { seq: state.reads, changes: [] };
  };
  const ask = () =>
    keeper.ensureFresh({
      readFeed,
      waitUntil: (work) => background.push(work),
      keepMs: KEEP_MS,
      clock: () => state.nowMs,
    });
  const wait = (ms: number) => {
    state.nowMs += ms;
  };
  return { state, asked, ask, wait, settle: () => Promise.all(background) };
}

// The keeper writes to the log when the database is down, as it does here on purpose.
beforeEach(() => void vi.spyOn(console, "warn").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

describe("with the database up", () => {
  it("asks at first, and not again for a while", async () => {
    const { state, ask, wait } = begin();
    expect(await ask()).toBe("fresh");
    wait(1_400);
    expect(await ask()).toBe("fresh");
    expect(state.reads).toBe(1);
  });

  it("renews behind the requests' backs before the time is over, once", async () => {
    const { state, ask, wait, settle } = begin();
    await ask();
    wait(1_600);
    await Promise.all([ask(), ask(), ask()]);
    await settle();
    expect(state.reads).toBe(2);

    wait(1_400);
    await ask();
    expect(state.reads).toBe(2);
  });

  it("asks for what is new, and begins anew after a sleep in which the feed may have been trimmed", async () => {
    const { asked, ask, wait } = begin();
    await ask();
    wait(FEED_KEEP_MS / 2 - 1);
    await ask();
    wait(FEED_KEEP_MS / 2);
    await ask();
    expect(asked).toEqual([null, 1, null]);
  });

  it("never believes what is older than the keeping time", async () => {
    const { state, ask, wait } = begin();
    await ask();
    wait(KEEP_MS);
    expect(await ask()).toBe("fresh");
    expect(state.reads).toBe(2);
  });

  it("asks again when the clock was set back", async () => {
    const { state, ask, wait } = begin();
    await ask();
    wait(-MINUTE_MS);
    expect(await ask()).toBe("fresh");
    wait(KEEP_MS - 600);
    expect(await ask()).toBe("fresh");
    expect(state.reads).toBe(2);
  });

  it("asks once for all who come at the same moment after a silence", async () => {
    const { state, ask, wait } = begin();
    await ask();
    wait(MINUTE_MS);
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(state.reads).toBe(2);
  });
});

describe("with the database down", () => {
  it("goes on with what is known, marked stale, and asks once a second", async () => {
    const { state, ask, wait } = begin();
    await ask();
    state.isUp = false;

    wait(3_000);
    expect([await ask(), await ask(), await ask()]).toEqual(["stale", "stale", "stale"]);
    expect(state.reads).toBe(2);
    wait(1_000);
    expect(await ask()).toBe("stale");
    expect(state.reads).toBe(3);
  });

  it("stops after ten minutes", async () => {
    const { state, ask, wait } = begin();
    await ask();
    state.isUp = false;

    wait(10 * MINUTE_MS - 1);
    expect(await ask()).toBe("stale");
    wait(1_000);
    expect(await ask()).toBe("unknown");
  });

  it("has nothing to say when it never knew anything", async () => {
    const { state, ask } = begin();
    state.isUp = false;
    expect(await ask()).toBe("unknown");
  });

  it("is fresh again as soon as the database is back", async () => {
    const { state, ask, wait } = begin();
    await ask();
    state.isUp = false;
    wait(3_000);
    await ask();
    state.isUp = true;
    wait(1_000);
    expect(await ask()).toBe("fresh");
  });
});

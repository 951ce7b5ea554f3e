import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HEADS_DEADLINE_MS } from "./freshness.ts";
import type { ReadContext } from "./read-context.ts";
import { readFeed } from "./read-feed.ts";

/** A read over a database that answers when the test lets it, each session with the next bookmark. */
function begin() {
  const answers: (() => void)[] = [];
  const statement = { bind: () => statement };
  const rows = [[{ is_turn_due: 0 }], [{ seq: 7 }], []];
  const withSession = () => ({
    prepare: () => statement,
    batch: () =>
      new Promise((resolve) => answers.push(() => resolve(rows.map((results) => ({ results, meta: {} }))))),
    getBookmark: (
      (bookmark) => () =>
        bookmark
    )(`bookmark-${answers.length + 1}`),
  });
  const memory = { bookmark: null as string | null };
  const read = { env: { DB: { withSession } }, memory, cost: { d1: 0, kv: 0 } } as unknown as ReadContext;
  return { read, memory, answer: (question: number) => answers[question]?.() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("an answer that came too late does not send reads to a database older than the heads", async () => {
  const { read, memory, answer } = begin();
  const late = expect(readFeed(read, 7)).rejects.toThrow("took longer");
  await vi.advanceTimersByTimeAsync(HEADS_DEADLINE_MS);
  await late;

  const next = readFeed(read, 7);
  answer(1);
  await next;
  expect(memory.bookmark).toBe("bookmark-2");
  answer(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(memory.bookmark).toBe("bookmark-2");
});

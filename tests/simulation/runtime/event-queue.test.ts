import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";
import { Random } from "./random.ts";

describe("the event queue", () => {
  it("gives the earliest, then the lowest tie, then what was put first", async () => {
    const random = new Random(1);
    const queue = new EventQueue();
    const put = Array.from({ length: 500 }, (_, sequence) => ({
      atMs: random.between(0, 20),
      tie: random.between(-1, 1),
      sequence,
    }));
    const taken: number[] = [];
    for (const { atMs, tie, sequence } of put) {
      queue.put({ atMs, tie, run: async () => void taken.push(sequence) });
    }

    for (let event = queue.take(); event; event = queue.take()) await event.run();
    const wanted = [...put].sort((a, b) => a.atMs - b.atMs || a.tie - b.tie || a.sequence - b.sequence);
    expect(taken).toEqual(wanted.map(({ sequence }) => sequence));
  });
});

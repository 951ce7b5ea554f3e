import { describe, expect, it } from "vitest";
import { DurableObject } from "./cloudflare-workers.ts";
import { play } from "./play.fixture.ts";

class Refusal extends Error {
  override readonly name = "Refusal";
  readonly retryable = true;
  readonly facts = { left: 3 };
}

const kept = { list: ["mine"] };

/** Answers calls, and groups those that come together as the partitions do. */
class Callee extends DurableObject {
  readonly waiting: ((size: number) => void)[] = [];
  readonly secret = () => "a field";
  calls = 0;

  async count(): Promise<number> {
    this.calls += 1;
    return this.calls;
  }

  async change(given: { list: string[] }): Promise<object> {
    given.list.push("changed by the callee");
    return kept;
  }

  async refuse(): Promise<never> {
    throw new Refusal("not this time");
  }

  /** How many came in time for the same group. */
  async join(): Promise<number> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length > 1) return;
      setTimeout(() => {
        const group = this.waiting.splice(0);
        for (const answer of group) answer(group.length);
      }, 0);
    });
  }
}

describe("a call", () => {
  it("carries copies in both directions", () =>
    play(Callee, {}, async (stub) => {
      const given = { list: ["mine"] };
      const answer = (await stub.change?.(given)) as { list: string[] };
      answer.list.push("changed by the caller");
      expect(given).toEqual({ list: ["mine"] });
      expect(kept).toEqual({ list: ["mine"] });
    }));

  it("brings an error with its name, message and own properties", () =>
    play(Callee, {}, async (stub) => {
      const error = await stub.refuse?.().catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        name: "Refusal",
        message: "not this time",
        retryable: true,
        facts: { left: 3 },
        remote: true,
      });
      expect(error).not.toBeInstanceOf(Refusal);
    }));

  it.each([
    "secret",
    "waiting",
    "nothing",
    "constructor",
    "alarm",
  ])("reaches methods of the class alone, and not %s", async (method) => {
    await play(Callee, {}, async (stub) => {
      await expect(stub[method]?.()).rejects.toThrow("does not implement");
    });
  });

  it("that is lost on its way is never made, and says so no more than one whose answer is lost", () =>
    play(Callee, {}, async (stub, _object, world) => {
      world.faults.losesRequest = () => true;
      await expect(stub.count?.()).rejects.toMatchObject({ retryable: true });
      world.faults.losesRequest = () => false;
      expect(await stub.count?.()).toBe(1);

      world.faults.losesAnswer = () => true;
      await expect(stub.count?.()).rejects.toMatchObject({ retryable: true });
      world.faults.losesAnswer = () => false;
      expect(await stub.count?.()).toBe(3);
    }));

  it("that is repeated is made twice and answered once", () =>
    play(Callee, { duplicate: 1 }, async (stub, _object, world) => {
      const answers = await Promise.all([stub.count?.()]);
      await world.outside.wait(100);
      world.faults.cease();
      expect(answers).toHaveLength(1);
      expect(await stub.count?.()).toBe(3);
    }));

  it("may overtake an earlier one", async () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      await play(
        Callee,
        { latencyMaxMs: 20 },
        async (stub) => {
          await stub.count?.();
          orders.add((await Promise.all([stub.count?.(), stub.count?.()])).join());
        },
        { seed },
      );
    }
    expect([...orders].sort()).toEqual(["2,3", "3,2"]);
  });
});

describe("calls that come in the same instant", () => {
  it("meet in one group", async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      await play(
        Callee,
        { latencyMaxMs: 0 },
        async (stub) => {
          expect(await Promise.all([stub.join?.(), stub.join?.(), stub.join?.()])).toEqual([3, 3, 3]);
        },
        { seed },
      );
    }
  });

  it("sometimes come too late for it", async () => {
    const sizes = new Set<unknown>();
    for (let seed = 1; seed <= 20; seed += 1) {
      await play(
        Callee,
        { latencyMaxMs: 0, hasty: 1 },
        async (stub) => {
          for (const size of await Promise.all([stub.join?.(), stub.join?.(), stub.join?.()]))
            sizes.add(size);
        },
        { seed },
      );
    }
    expect([...sizes].sort()).toEqual([1, 2, 3]);
  });
});

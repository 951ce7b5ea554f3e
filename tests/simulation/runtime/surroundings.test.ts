import { describe, expect, it } from "vitest";
import { DurableObject } from "./cloudflare-workers.ts";
import { play } from "./play.fixture.ts";
import { SimulatedQueue } from "./simulated-queue.ts";

type Queue = { send(body: unknown): Promise<void>; sendBatch(batch: { body: unknown }[]): Promise<void> };

/** Takes all it can from its surroundings. */
class Curious extends DurableObject<{ QUEUE: Queue }> {
  async look(): Promise<unknown> {
    const beganAtMs = Date.now();
    const random = [Math.random(), crypto.randomUUID(), crypto.getRandomValues(new Uint8Array(4)).join()];
    await new Promise((resolve) => setTimeout(resolve, 86_400_000));
    return { beganAtMs, tookMs: Date.now() - beganAtMs, today: new Date().toISOString(), random };
  }

  async changeMind(): Promise<string> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve("not cleared"), 10);
      clearTimeout(timer);
      setTimeout(() => resolve("cleared"), 20);
    });
  }

  async send(): Promise<void> {
    await this.env.QUEUE.send("a");
    await this.env.QUEUE.sendBatch([{ body: "b" }, { body: "c" }]);
  }

  async misuse(): Promise<void> {
    setInterval(() => {}, 1);
  }
}

describe("time and chance", () => {
  it("are simulated: a day takes no time, and the same seed sees the same", async () => {
    const seen: unknown[] = [];
    const startMs = performance.now();
    for (const seed of [7, 7, 8]) {
      await play(Curious, {}, async (stub) => void seen.push(await stub.look?.()), { seed });
    }
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(seen[0]).toMatchObject({ tookMs: 86_400_000, today: expect.stringMatching(/^2026-01-02/) });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).not.toEqual(seen[0]);
  });

  it("are the real ones again afterwards", async () => {
    const surroundings = () => [
      Date,
      setTimeout,
      Math.random,
      performance.now,
      crypto.randomUUID,
      console.log,
    ];
    const real = surroundings();
    await play(Curious, {}, async () => {
      for (const [at, one] of surroundings().entries()) expect(one).not.toBe(real[at]);
    });
    for (const [at, one] of surroundings().entries()) expect(one).toBe(real[at]);
  });

  it("each object has in its own way: its clock may be wrong", () =>
    play(Curious, {}, async (stub, object, world) => {
      object.jumpClock(-5_000);
      const { beganAtMs } = (await stub.look?.()) as { beganAtMs: number };
      expect(beganAtMs).toBeLessThan(world.nowMs - 86_400_000);
    }));

  it("let a timer be taken back", () =>
    play(Curious, {}, async (stub) => expect(await stub.changeMind?.()).toBe("cleared")));

  it("refuse what is not simulated", () =>
    play(Curious, {}, async (stub) => {
      await expect(stub.misuse?.()).rejects.toThrow("setInterval is not simulated");
    }));
});

describe("a queue", () => {
  let queue: SimulatedQueue;
  const env = (world: ConstructorParameters<typeof SimulatedQueue>[0]) => {
    queue = new SimulatedQueue(world, "events");
    return { QUEUE: queue };
  };

  it("takes messages in order", () =>
    play(
      Curious,
      {},
      async (stub) => {
        await stub.send?.();
        expect(queue.messages).toEqual(["a", "b", "c"]);
      },
      { env },
    ));

  it("gives each batch to its consumer after a while, and sometimes twice", async () => {
    for (const copies of [1, 2]) {
      const heard: unknown[] = [];
      await play(
        Curious,
        {},
        async (stub, _object, world) => {
          queue.consumeWith(async (bodies) => void heard.push(...bodies));
          const sent = stub.send?.();
          await world.outside.wait(0);
          world.faults.duplicates = () => copies === 2;
          await sent;
          await world.outside.wait(100);
        },
        { env },
      );
      expect(heard.sort()).toEqual(["a", "b", "c"].flatMap((body) => Array(copies).fill(body)));
    }
  });

  it("may refuse, which its sender sees, and may lose, which nobody does", () =>
    play(
      Curious,
      { refuseQueue: 1 },
      async (stub, _object, world) => {
        await expect(stub.send?.()).rejects.toThrow("the queue events is down");
        world.faults.cease();
        world.faults.losesQueue = () => true;
        await stub.send?.();
        expect(queue.messages).toEqual([]);
      },
      { env },
    ));

  it("gets nothing from a turn that was not committed", () =>
    play(
      Curious,
      {},
      async (stub, _object, world) => {
        const fates = ["lives", "dies before its commit"] as const;
        let turn = 0;
        world.faults.fateOfTurn = () => fates[turn++] ?? "lives";
        await expect(stub.send?.()).rejects.toMatchObject({ retryable: true });
        expect(queue.messages).toEqual([]);
      },
      { env },
    ));
});

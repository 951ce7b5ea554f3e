import { describe, expect, it } from "vitest";
import { DurableObject } from "./cloudflare-workers.ts";
import { play, type Stub } from "./play.fixture.ts";

type Ctx = {
  id: { name: string };
  storage: { put(key: string, value: unknown): Promise<void>; kv: { get(key: string): unknown } };
  blockConcurrencyWhile(work: () => Promise<void>): Promise<void>;
};

let fails = false;

/** Begins its life with something that takes a while, and reads and writes with a wait between. */
class Gated extends DurableObject {
  isReady = false;
  readonly #peer: Stub | undefined;

  constructor(ctx: unknown, env: { PEERS?: { getByName(name: string): Stub } }) {
    super(ctx, env);
    this.#peer = (ctx as Ctx).id.name === "one" ? env.PEERS?.getByName("other") : undefined;
    (ctx as Ctx).blockConcurrencyWhile(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await this.#peer?.answer?.();
      if (fails) throw new Error("it can't begin");
      this.isReady = true;
    });
  }

  async answer(): Promise<boolean> {
    return this.isReady;
  }

  /** Safe behind the input gate: the put is awaited between the read and the end. */
  async increment(): Promise<number> {
    const { storage } = this.ctx as Ctx;
    const before = Number(storage.kv.get("n") ?? 0);
    await storage.put("n", before + 1);
    await storage.put("seen", Number(storage.kv.get("n")));
    return Number(storage.kv.get("n")) - before;
  }
}

describe("the input gate", () => {
  it("keeps calls waiting until the constructor's work is done, which may itself call and be answered", () =>
    play(
      Gated,
      {},
      async (stub) => {
        expect(await Promise.all([stub.answer?.(), stub.answer?.()])).toEqual([true, true]);
      },
      { env: (world) => ({ PEERS: world.namespaceOf(Gated, {}) }) },
    ));

  it("stays closed while storage is awaited", async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      await play(
        Gated,
        { storageWaits: 1 },
        async (stub) => {
          expect(await Promise.all([stub.increment?.(), stub.increment?.(), stub.increment?.()])).toEqual([
            1, 1, 1,
          ]);
        },
        { seed },
      );
    }
  });

  it("breaks the instance when that work fails, and the next call finds a new one", () =>
    play(Gated, {}, async (stub, object) => {
      fails = true;
      await expect(stub.answer?.()).rejects.toMatchObject({ retryable: true });
      fails = false;
      expect(await stub.answer?.()).toBe(true);
      expect(object.lives).toBe(2);
    }));
});

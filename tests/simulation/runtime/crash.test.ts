import { describe, expect, it } from "vitest";
import { DurableObject } from "./cloudflare-workers.ts";
import type { Fate } from "./faults.ts";
import { play, type Stub } from "./play.fixture.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { World } from "./world.ts";

type Ctx = {
  storage: {
    sql: { exec(query: string, ...values: unknown[]): { toArray(): { id: string }[] } };
    transactionSync(work: () => void): void;
  };
};

/** Keeps what it is told on its disk, and in memory what of it this instance was told. */
class Notes extends DurableObject {
  readonly #seen: string[] = [];

  async write(id: string): Promise<string[]> {
    this.#exec("CREATE TABLE IF NOT EXISTS note (id TEXT PRIMARY KEY)");
    this.#exec("INSERT INTO note (id) VALUES (?)", id);
    this.#seen.push(id);
    return this.#seen;
  }

  /** Two commits with a wait between them. */
  async writeTwice(first: string, second: string): Promise<void> {
    await this.write(first);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await this.write(second);
  }

  /** In one transaction within another; how far it came is told in any case. */
  async writeNested(id: string): Promise<string[]> {
    const { storage } = this.ctx as Ctx;
    const steps: string[] = [];
    try {
      storage.transactionSync(() => {
        storage.transactionSync(() => this.#exec("INSERT INTO note (id) VALUES (?)", id));
        steps.push("inner done");
      });
      steps.push("outer done");
    } catch (error) {
      steps.push(`outer failed: ${(error as Error).message}`);
    }
    return steps;
  }

  async read(): Promise<string[]> {
    return this.#exec("SELECT id FROM note ORDER BY id").map(({ id }) => id);
  }

  #exec(query: string, ...values: unknown[]): { id: string }[] {
    return (this.ctx as Ctx).storage.sql.exec(query, ...values).toArray();
  }
}

const LOST = { message: "Network connection lost.", retryable: true };

/** Awake and with one note, so that what comes next is one turn. */
async function playAwake(scene: (stub: Stub, object: SimulatedObject, world: World) => Promise<void>) {
  await play(Notes, {}, async (stub, object, world) => {
    await stub.write?.("awake");
    await scene(stub, object, world);
  });
}

function doomNextTurn(world: World, fate: Fate): void {
  const fates = [fate];
  world.faults.fateOfTurn = () => fates.shift() ?? "lives";
}

describe("a crash", () => {
  it("before the commit leaves nothing of the turn, and its caller without an answer", () =>
    playAwake(async (stub, _object, world) => {
      doomNextTurn(world, "dies before its commit");
      await expect(stub.write?.("a")).rejects.toMatchObject(LOST);
      expect(await stub.read?.()).toEqual(["awake"]);
    }));

  it("after the commit and before the answer keeps what was written, and its caller does not know", () =>
    playAwake(async (stub, _object, world) => {
      doomNextTurn(world, "dies after its commit");
      await expect(stub.write?.("a")).rejects.toMatchObject(LOST);
      expect(await stub.read?.()).toEqual(["a", "awake"]);
    }));

  it("between two commits keeps the first and loses the second", () =>
    playAwake(async (stub, object, world) => {
      const call = expect(stub.writeTwice?.("first", "second")).rejects.toMatchObject(LOST);
      await world.outside.wait(500);
      object.crash("in the middle");
      await call;
      await world.outside.wait(5_000);
      expect(await stub.read?.()).toEqual(["awake", "first"]);
    }));

  it("forgets all that was only in memory", () =>
    playAwake(async (stub, object) => {
      expect(await stub.write?.("a")).toEqual(["awake", "a"]);
      object.crash("for the test");
      expect(await stub.write?.("b")).toEqual(["b"]);
      expect(object.lives).toBe(2);
    }));

  it("in the constructor is survived by the next call", () =>
    play(Notes, {}, async (stub, object, world) => {
      doomNextTurn(world, "dies before its commit");
      await expect(stub.write?.("a")).rejects.toMatchObject(LOST);
      expect(await stub.write?.("b")).toEqual(["b"]);
      expect(object.lives).toBe(2);
    }));
});

describe("a transaction that can't be ended", () => {
  it("fails as a whole, never in a part of it, and leaves nothing", () =>
    playAwake(async (stub, _object, world) => {
      expect(await stub.writeNested?.("a")).toEqual(["inner done", "outer done"]);
      world.faults.failsTransaction = () => true;
      expect(await stub.writeNested?.("b")).toEqual(["inner done", expect.stringMatching(/^outer failed/)]);
      expect(await stub.read?.()).toEqual(["a", "awake"]);
      expect(world.counts.get("failedTransactions")).toBe(1);
    }));
});

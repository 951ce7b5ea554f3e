import { describe, expect, it } from "vitest";
import { DurableObject } from "./cloudflare-workers.ts";
import type { FaultMix } from "./fault-mix.ts";
import type { Fate } from "./faults.ts";
import { play } from "./play.fixture.ts";

type Ctx = {
  storage: {
    setAlarm(atMs: number): Promise<void>;
    getAlarm(): Promise<number | null>;
    deleteAlarm(): Promise<void>;
    transactionSync(work: () => void): void;
  };
};

/** What the alarms of all instances saw: it outlives crashes. */
let rings: { atMs: number; retryCount: number; alarmAtMs: number | null }[] = [];
let fails = false;
let setsItselfAgain = false;

class Clock extends DurableObject {
  get #storage() {
    return (this.ctx as Ctx).storage;
  }

  async set(inMs: number): Promise<number> {
    await this.#storage.setAlarm(Date.now() + inMs);
    return Date.now() + inMs;
  }

  async clear(): Promise<void> {
    await this.#storage.deleteAlarm();
  }

  async setInVain(): Promise<void> {
    const failing = () =>
      this.#storage.transactionSync(() => {
        void this.#storage.setAlarm(Date.now());
        throw new Error("undone");
      });
    expect(failing).toThrow("undone");
  }

  async alarm({ retryCount }: { retryCount: number }): Promise<void> {
    rings.push({ atMs: Date.now(), retryCount, alarmAtMs: await this.#storage.getAlarm() });
    if (setsItselfAgain) await this.#storage.setAlarm(Date.now() + 600_000);
    if (fails) throw new Error("the alarm fails");
  }
}

const HOUR = 3_600_000;

async function ring(
  faults: Partial<FaultMix>,
  { fates = [] as Fate[], inMs = 1_000, alarmFails = false } = {},
): Promise<{ setForMs: number; alarmLeft: number | null }> {
  rings = [];
  fails = alarmFails;
  let setForMs = 0;
  let alarmLeft: number | null = null;
  await play(Clock, faults, async (stub, object, world) => {
    setForMs = Number(await stub.set?.(inMs));
    world.faults.fateOfTurn = () => fates.shift() ?? "lives";
    await world.outside.wait(HOUR);
    alarmLeft = object.disk.alarmAtMs;
  });
  return { setForMs, alarmLeft };
}

describe("an alarm", () => {
  it("rings once when its time has come, and is gone then and while it rings", async () => {
    const { setForMs, alarmLeft } = await ring({});
    expect(rings).toEqual([{ atMs: expect.any(Number), retryCount: 0, alarmAtMs: null }]);
    expect(rings[0]?.atMs).toBeGreaterThanOrEqual(setForMs);
    expect(alarmLeft).toBeNull();
  });

  it("rings again when what it did was not committed", async () => {
    await ring({}, { fates: ["dies before its commit"] });
    expect(rings).toHaveLength(2);
  });

  it("rings again when its object dies while it works, behind a closed gate", async () => {
    await ring({ storageWaits: 1 }, { fates: ["dies after its commit"] });
    // The first ring got no further than its first wait.
    expect(rings).toHaveLength(1);
  });

  it("that fails is tried six times more, each time later, and then is gone", async () => {
    const { alarmLeft } = await ring({}, { alarmFails: true });
    expect(rings.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const waits = rings.slice(1).map(({ atMs }, index) => atMs - (rings[index]?.atMs ?? 0));
    for (const [at, wait] of waits.slice(1).entries()) expect(wait).toBeGreaterThan(waits[at] ?? 0);
    expect(alarmLeft).toBeNull();
  });

  it("that is set anew while it rings stays, whether it rang well or not", async () => {
    setsItselfAgain = true;
    for (const alarmFails of [false, true]) {
      const { alarmLeft } = await ring({}, { alarmFails });
      expect(rings.length).toBeGreaterThan(5);
      expect(alarmLeft).not.toBeNull();
    }
    setsItselfAgain = false;
  });

  it("may come late, and may come once more although all went well", async () => {
    const { setForMs } = await ring({ alarmLateMaxMs: 60_000, alarmRepeats: 0.9 });
    expect(rings[0]?.atMs).toBeGreaterThan(setForMs + 100);
    expect(rings.length).toBeGreaterThan(1);
  });

  it("survives a crash before its time, and is not set by a transaction that was undone", () =>
    play(Clock, {}, async (stub, object, world) => {
      rings = [];
      fails = false;
      const setForMs = await stub.set?.(10_000);
      await stub.setInVain?.();
      expect(object.disk.alarmAtMs).toBe(setForMs);
      object.crash("for the test");
      await world.outside.wait(HOUR);
      expect(rings).toHaveLength(1);
    }));

  it("can be moved and taken back", () =>
    play(Clock, {}, async (stub, _object, world) => {
      rings = [];
      fails = false;
      await stub.set?.(1_000);
      await stub.set?.(20_000);
      await world.outside.wait(10_000);
      expect(rings).toHaveLength(0);
      await stub.clear?.();
      await world.outside.wait(HOUR);
      expect(rings).toHaveLength(0);
    }));

  it("follows the clock of its object", () =>
    play(Clock, {}, async (stub, object, world) => {
      rings = [];
      fails = false;
      await stub.set?.(HOUR);
      object.jumpClock(HOUR);
      await world.outside.wait(1_000);
      expect(rings).toHaveLength(1);
    }));
});

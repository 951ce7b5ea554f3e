import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { type Lab, lab } from "./index.ts";
import { openAsk } from "./open-partition.ts";

const NOTES = [...lab.migrations];
afterEach(() => {
  lab.migrations = [...NOTES];
  lab.duties = () => [];
});

async function openLab(name: string) {
  const stub = env.LAB.getByName(name);
  await stub.open(openAsk());
  return stub;
}

describe("a group", () => {
  it("commits 63 members and fails the one that throws, in storage and in memory", async () => {
    const stub = await openLab("one-throws");
    await runInDurableObject(stub, async (instance: Lab) => {
      const members = Array.from({ length: 64 }, (_, index) => instance.write(`n${index}`, index === 40));
      const settled = await Promise.allSettled(members);

      expect(settled.filter((result) => result.status === "fulfilled")).toHaveLength(63);
      expect(settled[40]).toMatchObject({
        status: "rejected",
        reason: { message: "member n40 fails after it wrote" },
      });
      expect(await instance.notes()).toBe(63);
      expect(instance.remembered).toHaveLength(63);
      expect(instance.remembered).not.toContain("n40");
    });
  });

  it("answers the failed member with an error of its own over RPC", async () => {
    const stub = await openLab("rpc-throws");
    const answers = await Promise.allSettled([stub.write("a"), stub.write("b", true), stub.write("c")]);

    expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await stub.notes()).toBe(2);
  });

  it("sheds what it can't take before it touches storage", async () => {
    const stub = await openLab("sheds");
    await runInDurableObject(stub, async (instance: Lab) => {
      const members = Array.from({ length: 1_200 }, (_, index) => instance.write(`n${index}`));
      const settled = await Promise.allSettled(members);

      const shed = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(shed).toHaveLength(200);
      expect(shed.every((error) => error.name === "PartitionOverloaded" && error.overloaded)).toBe(true);
      expect(await instance.notes()).toBe(1_000);
    });
  });

  it("refuses a member that is asynchronous, and undoes it", async () => {
    const stub = await openLab("asynchronous");
    await runInDurableObject(stub, async (instance: Lab) => {
      const member = instance.host.commit(async () => {
        instance.host.sql.exec("INSERT INTO note (id, body) VALUES ('late', 'x')");
      });
      await expect(member).rejects.toThrow("can't be asynchronous");
      expect(await instance.notes()).toBe(0);
    });
  });
});

describe("a partition that no layout opened", () => {
  it("refuses to work and writes nothing", async () => {
    const stub = env.LAB.getByName("never-opened");
    await runInDurableObject(stub, async (instance: Lab, state) => {
      await expect(async () => instance.write("a")).rejects.toThrow("never opened");
      expect(state.storage.sql.exec("SELECT name FROM sqlite_master").toArray()).toEqual([]);
    });
  });
});

describe("the one alarm", () => {
  it("parks a poison row after its own attempts, while everybody else's deadlines run", async () => {
    const ran: string[] = [];
    lab.duties = (host) => [
      {
        kind: "task",
        batch: 10,
        run: async (due) => {
          if (due.some((row) => row.subject === "poison")) throw new Error("this row can't be read");
          for (const row of due) {
            ran.push(row.subject);
            host.schedule.remove(row.kind, row.subject);
          }
        },
      },
    ];
    const stub = env.LAB.getByName("poison");
    await stub.open(openAsk());
    await runInDurableObject(stub, (instance: Lab) =>
      instance.host.commit((_commit, nowMs) => {
        for (const subject of ["a", "poison", "b"]) instance.host.plan("task", subject, nowMs + 60_000);
      }),
    );
    const passTime = async () => {
      await runInDurableObject(stub, (instance: Lab, state) => {
        instance.host.sql.exec("UPDATE due SET at_ms = 0 WHERE parked IS NULL");
        return state.storage.setAlarm(Date.now() + 3_600_000);
      });
      await runDurableObjectAlarm(stub);
    };
    await passTime();
    expect(ran.sort()).toEqual(["a", "b"]);
    for (let alarm = 0; alarm < 11; alarm += 1) await passTime();

    const { parked } = await stub.describe();
    expect(parked).toEqual([
      { kind: "task", subject: "poison", attempts: 10, error: expect.stringContaining("can't be read") },
    ]);
    expect((await stub.describe()).alarmAtMs).toBeNull();
  });

  it("is armed again on wake when its row outlived it", async () => {
    lab.duties = () => [{ kind: "task", batch: 1, run: async () => {} }];
    const stub = await openLab("lost-alarm");
    await runInDurableObject(stub, async (instance: Lab, state) => {
      await instance.host.commit((_commit, nowMs) => instance.host.plan("task", "a", nowMs + 60_000));
      await state.storage.deleteAlarm();
    });
    await evictDurableObject(stub);
    expect((await stub.describe()).alarmAtMs).toBeGreaterThan(Date.now());
  });

  it("leaves rows of a kind it does not know alone, as after a rollback", async () => {
    lab.duties = () => [{ kind: "task", batch: 1, run: async () => {} }];
    const stub = await openLab("unknown-kind");
    await runInDurableObject(stub, (instance: Lab) =>
      instance.host.commit((_commit, nowMs) =>
        instance.host.plan("of the next version", "a", nowMs + 60_000),
      ),
    );
    await runDurableObjectAlarm(stub);
    expect(await stub.describe()).toMatchObject({ alarmAtMs: null, parked: [] });
  });
});

describe("object time", () => {
  const timeAfterWake = async (leadMs: number) => {
    const stub = await openLab(`clock-${leadMs}`);
    await runInDurableObject(stub, async (instance: Lab) => {
      instance.host.clock.raiseTo(Date.now() + leadMs);
      await instance.write("a");
    });
    await evictDurableObject(stub);
    return (await runInDurableObject(stub, (instance: Lab) => instance.host.clock.nowMs())) - Date.now();
  };

  it("does not run backwards when the clock is set back a little, also across a restart", async () => {
    expect(await timeAfterWake(120_000)).toBeGreaterThan(100_000);
  });

  it("does not stand still for a day because the clock once was a day ahead", async () => {
    expect(await timeAfterWake(86_400_000)).toBeLessThan(1_000);
  });
});

describe("a large partition", () => {
  const ROWS = 1_000;
  const ROW_BYTES = 1_048_576;

  it("wakes in under 200 ms at 1 GB, also across a schema change", { timeout: 120_000 }, async () => {
    const stub = await openLab("large");
    await runInDurableObject(stub, (instance: Lab) => {
      for (let row = 0; row < ROWS; row += 1) {
        instance.host.sql.exec(
          "INSERT INTO note (id, body) VALUES (?, hex(zeroblob(?)))",
          `n${row}`,
          ROW_BYTES / 2,
        );
      }
    });
    expect((await stub.describe()).databaseBytes).toBeGreaterThan(1_000_000_000);

    const wakeMs = async () => {
      await evictDurableObject(stub);
      const startedMs = performance.now();
      await stub.describe();
      return performance.now() - startedMs;
    };
    const plain = await wakeMs();
    lab.migrations.push({
      id: 101,
      name: "tags",
      statements: [
        "ALTER TABLE note ADD COLUMN tag TEXT",
        "CREATE TABLE tag (id TEXT PRIMARY KEY) WITHOUT ROWID",
      ],
    });
    const migrated = await wakeMs();
    console.log(`wake at 1 GB: ${plain.toFixed(0)} ms, across a schema change: ${migrated.toFixed(0)} ms`);
    expect(plain).toBeLessThan(200);
    expect(migrated).toBeLessThan(200);
    await runInDurableObject(stub, (instance: Lab) => {
      expect(instance.host.sql.exec("SELECT COUNT(tag) AS tags FROM note WHERE id = 'n1'").one()).toEqual({
        tags: 0,
      });
    });
  });
});

describe("a stalled partition", () => {
  const CALLS = 300;

  async function rateOf(stub: DurableObjectStub<Lab>, run: string): Promise<number> {
    const startedMs = performance.now();
    for (let call = 0; call < CALLS; call += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => stub.write(`${run}-${call + index}`)));
    }
    return (CALLS * 1_000) / (performance.now() - startedMs);
  }

  it("leaves the rate of the others as it was", { timeout: 60_000 }, async () => {
    const stalled = await openLab("stalled");
    const healthy = await openLab("healthy");
    await rateOf(healthy, "warm");
    const best = async (run: string) =>
      Math.max(
        ...[
          await rateOf(healthy, `${run}1`),
          await rateOf(healthy, `${run}2`),
          await rateOf(healthy, `${run}3`),
        ],
      );
    const before = await best("before");

    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const stall = runInDurableObject(stalled, (_instance: Lab, state) =>
      state.blockConcurrencyWhile(() => gate),
    );
    const waiting = Array.from({ length: 50 }, (_, index) => stalled.write(`w${index}`));
    const during = await best("during");
    release();
    await stall;
    await Promise.all(waiting);

    console.log(
      `writes/s beside a stalled partition: ${before.toFixed(0)} before, ${during.toFixed(0)} during`,
    );
    expect(during).toBeGreaterThan(before * 0.6);
    expect(await stalled.notes()).toBe(50);
  });
});

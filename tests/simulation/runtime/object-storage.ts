import type { Disk } from "./disk.ts";
import { KeyValues } from "./key-values.ts";
import type { Life } from "./life.ts";
import { SimulatedSql } from "./sql-storage.ts";
import type { World } from "./world.ts";

/** Stands in for `DurableObjectStorage`, as one instance holds it. */
export class ObjectStorage {
  readonly sql: SimulatedSql;
  readonly kv: KeyValues;
  readonly #world: World;
  readonly #disk: Disk;
  readonly #life: Life;

  constructor(world: World, disk: Disk, life: Life) {
    this.#world = world;
    this.#disk = disk;
    this.#life = life;
    this.sql = new SimulatedSql(disk);
    this.kv = new KeyValues(disk);
  }

  transactionSync<Value>(work: () => Value): Value {
    return this.#disk.transaction(work, (depth) => this.#faultAtTheEnd(depth));
  }

  getAlarm(): Promise<number | null> {
    // While the handler runs, the alarm that called it is as good as gone.
    return this.#life.afterStorage(this.#life.alarmRun?.deletesAlarm ? null : this.#disk.alarmAtMs);
  }

  setAlarm(at: number | Date): Promise<void> {
    const atMs = Number(at);
    if (!Number.isFinite(atMs)) throw new TypeError(`setAlarm() can't be called with ${atMs}`);
    return this.#putAlarm(atMs);
  }

  deleteAlarm(): Promise<void> {
    return this.#putAlarm(null);
  }

  get(key: string): Promise<unknown> {
    return this.#life.afterStorage(this.kv.get(key));
  }

  put(key: string, value: unknown): Promise<void> {
    this.kv.put(key, value);
    return this.#life.afterStorage(undefined);
  }

  delete(key: string): Promise<boolean> {
    return this.#life.afterStorage(this.kv.delete(key));
  }

  sync(): Promise<void> {
    return this.#life.afterStorage(undefined);
  }

  #putAlarm(atMs: number | null): Promise<void> {
    this.#disk.alarmAtMs = atMs;
    if (this.#life.alarmRun) this.#life.alarmRun.deletesAlarm = false;
    return this.#life.afterStorage(undefined);
  }

  #faultAtTheEnd(depth: number): Error | null {
    if (depth > 1 || !this.#world.faults.failsTransaction()) return null;
    if (this.#life.turn) this.#life.turn.failedTransactions += 1;
    this.#world.count("failedTransactions", `${this.#life.name} can't end a transaction`);
    return new Error("simulated: the transaction could not be committed");
  }
}

import { OpenPartition, type PartitionState } from "../../contracts/rpc/partition.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import { MonotonicClock } from "./clock.ts";
import { type Commit, GroupCommit, type GroupMemory } from "./group-commit.ts";
import { Meta } from "./meta.ts";
import { isInstalled, type Migration, migrate } from "./migrations.ts";
import { type Due, Schedule } from "./schedule.ts";

/** Reached although no layout names it: a bug or a very stale caller. Nothing was written. */
export class PartitionNotInstalled extends Error {
  override readonly name = "PartitionNotInstalled";
  readonly retryable = true;
}

/** Tables of the host itself; every partition has them before its own. */
const HOST_MIGRATION: Migration = {
  id: 1,
  name: "host",
  statements: [
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    `CREATE TABLE due (kind TEXT NOT NULL, subject TEXT NOT NULL, at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL,
       parked TEXT, PRIMARY KEY (kind, subject)) WITHOUT ROWID`,
    "CREATE INDEX due_at ON due (at_ms) WHERE parked IS NULL",
    `CREATE TABLE idempotency (scope TEXT PRIMARY KEY, request_hash TEXT NOT NULL, made TEXT NOT NULL,
       version INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL) WITHOUT ROWID`,
    "CREATE INDEX idempotency_expiry ON idempotency (expires_at_ms)",
  ],
};

const SLICE = 100;
const CLOCK_STEP_MS = 10_000;

/** Writes of one member of a group; `nowMs` is the partition's time. */
export type Work<Value> = (commit: Commit, nowMs: number) => Value;

/** Handles the due rows of one kind. Runs in alarms; a throw postpones the rows it was given, and nothing else. */
export type Duty = {
  kind: string;
  /** How many rows it takes at a time. */
  batch: number;
  run(due: Due[], nowMs: number): Promise<void>;
};

/**
 * What every partition needs: it commits in groups, has one alarm, opens and closes by the layout, and migrates on
 * wake in constant time. The object around it adds tables, duties and RPC methods (see partition.ts).
 */
export class PartitionHost {
  readonly sql: SqlStorage;
  readonly meta: Meta;
  readonly schedule: Schedule;
  readonly clock: MonotonicClock;
  readonly #ctx: DurableObjectState;
  #duties: readonly Duty[] = [];
  readonly #group: GroupCommit;
  readonly #migrations: readonly Migration[];
  #installed: boolean;
  #armedAtMs: number | null = null;
  #wantedAtMs: number | null = null;
  #clockMarkMs = 0;
  #isAlarmRunning = false;

  constructor(ctx: DurableObjectState, migrations: readonly Migration[]) {
    this.#ctx = ctx;
    this.sql = ctx.storage.sql;
    this.meta = new Meta(this.sql);
    this.schedule = new Schedule(this.sql);
    this.clock = new MonotonicClock(() => Date.now());
    this.#migrations = [HOST_MIGRATION, ...migrations];
    this.#group = new GroupCommit(ctx.storage, () => this.#armIfEarlier());
    this.#installed = isInstalled(this.sql);
    if (this.#installed) this.#wake();
  }

  /** The duties of the one alarm, most urgent first. */
  takeOn(duties: readonly Duty[]): void {
    this.#duties = duties;
  }

  /** What the members of a group share: see GroupMemory. */
  share(memory: GroupMemory): void {
    this.#group.share(memory);
  }

  async open(input: OpenPartition): Promise<void> {
    const ask = OpenPartition.parse(input);
    if (this.#installed) return;
    this.#ctx.storage.transactionSync(() => {
      migrate(this.sql, this.#migrations, this.clock.nowMs());
      this.meta.set("state", "open");
      this.meta.set("epoch", 1);
      this.meta.set("layout_version", ask.layoutVersion);
      this.meta.set("place", JSON.stringify([ask.placement, ask.generation, ask.partition]));
      this.meta.set("order_number_key", JSON.stringify(ask.orderNumberKey));
      this.meta.set("where", JSON.stringify(ask.where));
    });
    this.#installed = true;
  }

  /** How it was opened, for objects that it opens itself. */
  opening(): OpenPartition {
    const [placement, generation, partition] = JSON.parse(this.meta.text("place") ?? "[]") as number[];
    return OpenPartition.parse({
      layoutVersion: this.meta.number("layout_version"),
      placement,
      generation,
      partition,
      orderNumberKey: JSON.parse(this.meta.text("order_number_key") ?? "[]"),
      where: JSON.parse(this.meta.text("where") ?? "{}"),
    });
  }

  async close(ask: { layoutVersion: number }): Promise<void> {
    this.requireInstalled();
    this.#ctx.storage.transactionSync(() => {
      this.meta.set("state", "closed");
      this.meta.set("layout_version", ask.layoutVersion);
    });
  }

  async describe(): Promise<PartitionState> {
    this.requireInstalled();
    return {
      name: this.#ctx.id.name ?? "",
      state: this.isOpen() ? "open" : "closed",
      layoutVersion: this.meta.number("layout_version"),
      epoch: this.meta.number("epoch"),
      databaseBytes: this.sql.databaseSize,
      alarmAtMs: await this.#ctx.storage.getAlarm(),
      parked: this.schedule.parked(),
    };
  }

  retryParked(): Promise<void> {
    return this.commit((_commit, nowMs) => {
      for (const { kind, subject } of this.schedule.parked()) this.plan(kind, subject, nowMs);
    });
  }

  async alarm(): Promise<void> {
    if (!this.#installed) return;
    this.#armedAtMs = null;
    // Nothing is armed while it runs: an alarm set now would stand in for this one, and dying halfway, we would wait for
    // the later one instead of being woken again.
    this.#isAlarmRunning = true;
    try {
      await this.#runDuties();
    } catch (error) {
      logEvent("error", "partition.alarm_failed", {
        partition: this.#ctx.id.name ?? "",
        ...describeError(error),
      });
    } finally {
      this.#isAlarmRunning = false;
      // Re-armed whatever happened: the platform gives up on an alarm after six failures.
      await this.#arm(this.#nextMs());
    }
  }

  /** Writes of one request, joined with those that arrived together. See GroupCommit. */
  commit<Value>(work: Work<Value>, need: unknown = null): Promise<Value> {
    this.requireInstalled();
    return this.#group.join(this.#timed(work), need);
  }

  /** Writes of the partition itself, for a duty or a move: not shed when requests are. */
  commitOwn<Value>(work: Work<Value>, need: unknown = null): Promise<Value> {
    this.requireInstalled();
    return this.#group.join(this.#timed(work), need, "never shed");
  }

  #timed<Value>(work: Work<Value>): (commit: Commit) => Value {
    return (commit) => {
      const nowMs = this.clock.nowMs();
      this.#markClock(commit, nowMs);
      return work(commit, nowMs);
    };
  }

  requireInstalled(): void {
    if (!this.#installed) throw new PartitionNotInstalled("this partition was never opened");
  }

  isOpen(): boolean {
    return this.meta.text("state") === "open";
  }

  /** Puts a due row, and makes the alarm follow once the transaction is committed. */
  plan(kind: string, subject: string, atMs: number): void {
    this.schedule.put(kind, subject, atMs);
    this.#wantedAtMs = Math.min(this.#wantedAtMs ?? Number.POSITIVE_INFINITY, atMs);
  }

  /** As `plan`, but a row that is there already keeps its time. */
  planOnce(kind: string, subject: string, atMs: number): void {
    if (this.schedule.ensure(kind, subject, atMs)) {
      this.#wantedAtMs = Math.min(this.#wantedAtMs ?? Number.POSITIVE_INFINITY, atMs);
    }
  }

  #wake(): void {
    this.#ctx.storage.transactionSync(() => migrate(this.sql, this.#migrations, Date.now()));
    this.#clockMarkMs = this.meta.number("clock_ms");
    this.clock.raiseTo(this.#clockMarkMs);
    // Alarms survive restarts; should one have been lost, the due rows know. The duties are known by the time we have
    // waited once.
    this.#ctx.blockConcurrencyWhile(async () => {
      this.#armedAtMs = await this.#ctx.storage.getAlarm();
      const earliestMs = this.schedule.earliestMs(this.#kinds());
      if (earliestMs !== null && (this.#armedAtMs === null || earliestMs < this.#armedAtMs))
        await this.#arm(earliestMs);
    });
  }

  async #runDuties(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const due = this.schedule.dueBy(nowMs, this.#kinds(), SLICE);
    for (const duty of this.#duties) {
      const rows = due.filter((row) => row.kind === duty.kind);
      for (let start = 0; start < rows.length; start += duty.batch) {
        await this.#runDuty(duty, rows.slice(start, start + duty.batch), nowMs);
      }
    }
  }

  /** A batch that fails is tried row by row, so that the poisoned row is found and only it waits. */
  async #runDuty(duty: Duty, rows: Due[], nowMs: number): Promise<void> {
    try {
      await duty.run(rows, nowMs);
    } catch (error) {
      if (rows.length > 1) {
        for (const row of rows) await this.#runDuty(duty, [row], nowMs);
        return;
      }
      const [row] = rows;
      if (!row) return;
      const { error: message } = describeError(error);
      logEvent("error", "partition.duty_failed", {
        kind: row.kind,
        subject: row.subject,
        attempts: row.attempts,
        error: message,
      });
      this.schedule.postpone(row, message, nowMs);
    }
  }

  #kinds(): string[] {
    return this.#duties.map((duty) => duty.kind);
  }

  #nextMs(): number | null {
    this.#wantedAtMs = null;
    return this.schedule.earliestMs(this.#kinds());
  }

  #armIfEarlier(): void {
    const wantedMs = this.#wantedAtMs;
    this.#wantedAtMs = null;
    if (
      wantedMs === null ||
      this.#isAlarmRunning ||
      (this.#armedAtMs !== null && this.#armedAtMs <= wantedMs)
    )
      return;
    // Not awaited: the output gate holds the replies until this write is durable with the others.
    void this.#arm(wantedMs);
  }

  async #arm(atMs: number | null): Promise<void> {
    if (atMs === null) return;
    this.#armedAtMs = atMs;
    await this.#ctx.storage.setAlarm(Math.max(atMs, Date.now()));
  }

  #markClock(commit: Commit, nowMs: number): void {
    if (Math.abs(nowMs - this.#clockMarkMs) < CLOCK_STEP_MS) return;
    this.meta.set("clock_ms", nowMs);
    commit.afterCommit(() => {
      this.#clockMarkMs = nowMs;
    });
  }
}

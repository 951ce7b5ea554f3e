import { AlarmManager } from "./alarm-manager.ts";
import { within } from "./delivery.ts";
import { Disk } from "./disk.ts";
import { Life, type Step } from "./life.ts";
import { ObjectState } from "./object-state.ts";
import type { Call, Turn } from "./turn.ts";
import { answered, failed, type Outcome } from "./wire.ts";
import type { World } from "./world.ts";

export type ObjectClass = new (ctx: never, env: never) => object;
type Method = (...args: unknown[]) => unknown;

/** Before anything else that happens in the same instant. */
const FIRST = -1;
/** What the platform calls itself and nobody else can. */
const RESERVED = ["constructor", "alarm", "fetch", "connect"];

/** An object as the platform runs it: its disk for ever, and an instance for as long as nothing kills it. */
export class SimulatedObject {
  readonly name: string;
  readonly disk = new Disk();
  readonly #world: World;
  readonly #class: ObjectClass;
  readonly #env: object;
  readonly #alarms: AlarmManager;
  #life: Life | null = null;
  #lives = 0;
  #skewMs: number;

  constructor(world: World, name: string, { objectClass, env }: { objectClass: ObjectClass; env: object }) {
    this.#world = world;
    this.name = name;
    this.#class = objectClass;
    this.#env = env;
    this.#alarms = new AlarmManager(world, this);
    this.#skewMs = world.faults.clockSkewMs();
  }

  /** What the clock of its machine shows. */
  wallMs(): number {
    return this.#world.nowMs + this.#skewMs;
  }

  /** How many instances of it there were. */
  get lives(): number {
    return this.#lives;
  }

  /** Whether its alarm handler is under way. */
  get isAlarmRunning(): boolean {
    return this.#life?.alarmRun != null;
  }

  receive(call: Call): Promise<void> {
    return this.arrive((life) => ({
      cause: `#${call.id} ${call.method}`,
      within: null,
      work: () => this.#invoke(life, call),
      onDropped: () => this.#world.network.breakOff(call),
    }));
  }

  /** Something reaches the object from outside, and wakes it if it sleeps. */
  async arrive(stepFor: (life: Life) => Step): Promise<void> {
    const life = await this.#awake();
    await this.go(life, stepFor(life));
  }

  /** Runs a step of this instance, or keeps it until the input gate opens. */
  async go(life: Life, step: Step): Promise<void> {
    if (life.isOver) step.onDropped?.();
    else if (!life.admits(step)) life.waiting.push(step);
    else await this.#turn(life, step);
  }

  /** Drops the instance. What was committed stays; of all else nothing is known to those who wait. */
  crash(why: string): void {
    const life = this.#life;
    if (!life) return;
    this.#world.count("crashes", `${this.name} crashes ${why}`);
    life.isOver = true;
    this.#life = null;
    this.disk.rollback();
    for (const call of life.calls) this.#world.network.breakOff(call);
    for (const step of life.waiting) step.onDropped?.();
    this.#alarms.followCrash();
  }

  jumpClock(byMs: number): void {
    this.#skewMs += byMs;
    this.#world.count("clockJumps", `${this.name}'s clock jumps by ${byMs} ms`);
    this.#alarms.followClock();
  }

  /** A clock that is late is put right, and an alarm that was held up comes. */
  calmDown(): void {
    this.jumpClock(Math.max(-this.#skewMs, 0));
  }

  /** Calls a method of the instance past network and gate, to look and not to touch. */
  async inspect(method: string, ...args: unknown[]): Promise<unknown> {
    const life = await this.#awake();
    let outcome: Outcome | null = null;
    await this.#world.within(life, () => {
      this.#call(life, method, args).then(
        (value) => {
          outcome = { ok: true, value };
        },
        (error: unknown) => {
          outcome = failed(error);
        },
      );
    });
    if (this.disk.isDirty) throw new Error(`${method} wrote while it was to look only`);
    const found = outcome as Outcome | null;
    if (!found?.ok) throw new Error(`${method} could not look: ${JSON.stringify(found)}`);
    return found.value;
  }

  /** Rows as they are on the disk. */
  rows(query: string, ...bindings: (string | number | null)[]): Record<string, string | number | null>[] {
    return this.disk.all(this.disk.prepare(query), bindings).rows;
  }

  /** The instance, which is over already if it did not survive being constructed. */
  async #awake(): Promise<Life> {
    if (this.#life) return this.#life;
    const life = new Life(this.#world, this);
    this.#life = life;
    this.#lives += 1;
    await this.#turn(life, { cause: "being woken", within: null, work: () => this.#construct(life) });
    return life;
  }

  #construct(life: Life): void {
    try {
      const state = new ObjectState(this.#world, this, life);
      life.instance = new this.#class(state as never, this.#env as never);
    } catch (error) {
      this.crash(`while it wakes: ${error}`);
    }
  }

  #invoke(life: Life, call: Call): void {
    life.calls.add(call);
    life.arrivals += 1;
    const delivery = { call, arrival: life.arrivals };
    if (life.turn) life.turn.arrived = delivery;
    const settle = (outcome: Outcome) => {
      if (life.isOver) return;
      life.turn?.decided.push({ ...delivery, outcome });
      this.#world.trace.add(
        `${this.#world.nowMs} ${this.name} answers #${call.id} ${JSON.stringify(outcome)}`,
      );
      life.emit(() => {
        life.calls.delete(call);
        this.#world.network.answer(call, outcome);
      });
    };
    within(delivery, () => this.#call(life, call.method, call.args)).then(
      (value) => settle(answered(value)),
      (error: unknown) => settle(failed(error)),
    );
  }

  /** Only methods of the class can be called over RPC, never what an instance keeps in its fields. */
  async #call(life: Life, method: string, args: readonly unknown[]): Promise<unknown> {
    const { instance } = life;
    const found =
      instance && !RESERVED.includes(method) ? Object.getPrototypeOf(instance)[method] : undefined;
    if (typeof found !== "function")
      throw new TypeError(`The RPC receiver does not implement the method "${method}".`);
    return (found as Method).apply(instance, [...args]);
  }

  async #turn(life: Life, step: Step): Promise<void> {
    const turn: Turn = {
      object: this,
      cause: step.cause,
      arrived: null,
      decided: [],
      failedTransactions: 0,
      rowsWritten: 0,
    };
    const fate = this.#world.faults.fateOfTurn();
    life.turn = turn;
    this.#world.count("turns", `${this.name} turns to ${step.cause}`);
    await this.#world.within(life, step.work);
    life.turn = null;
    if (life.isOver) return;
    if (fate === "dies before its commit") {
      this.crash("before its commit");
      return;
    }
    turn.rowsWritten = this.disk.commit();
    turn.decided.sort((one, other) => one.arrival - other.arrival);
    if (turn.decided.length > 1) this.#world.count("groups");
    if (turn.rowsWritten > 0)
      this.#world.trace.add(`${this.#world.nowMs} ${this.name} commits ${turn.rowsWritten} rows`);
    await this.#world.judge.afterTurn(turn);
    if (fate === "dies after its commit") {
      this.crash("after its commit");
      return;
    }
    for (const send of life.takeOutbox()) send();
    this.#alarms.follow();
    this.#openGate(life);
    if (this.#world.faults.diesBetweenTurns())
      this.#world.plan(this.#world.faults.soonMs(), this.#world.faults.tie(), async () =>
        this.crash("between two turns"),
      );
    const jumpMs = this.#world.faults.clockJumpMs();
    if (jumpMs !== 0) this.jumpClock(jumpMs);
  }

  /** What waited goes on in the order in which it came; each may close the gate again. */
  #openGate(life: Life): void {
    if (life.waiting.every((step) => !life.admits(step))) return;
    for (const step of life.waiting.splice(0)) this.#world.plan(0, FIRST, () => this.go(life, step));
  }
}

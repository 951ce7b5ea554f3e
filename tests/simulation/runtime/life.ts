import type { Party } from "./party.ts";
import type { Random } from "./random.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { Call, Turn } from "./turn.ts";
import type { World } from "./world.ts";

/** Something that an instance is to do in a turn of its own. */
export type Step = {
  readonly cause: string;
  /** The critical section that it goes on with, if any; `storage` passes every gate. */
  readonly within: Section | "storage";
  readonly work: () => void;
  /** The instance died before it came to this. */
  readonly onDropped?: () => void;
};

/** A `blockConcurrencyWhile` that is under way; null outside of any. */
export type Section = object | null;

/** One instance of an object's class, from its construction to its crash: everything that is only in memory. */
export class Life implements Party {
  readonly name: string;
  readonly random: Random;
  readonly #world: World;
  readonly #object: SimulatedObject;
  /** Set once constructed. */
  instance: object | null = null;
  isOver = false;
  /** The turn that is under way. */
  turn: Turn | null = null;
  alarmRun: { deletesAlarm: boolean } | null = null;
  arrivals = 0;
  /** Storage promises that are awaited: the input gate is closed meanwhile. */
  storageWaits = 0;
  readonly waiting: Step[] = [];
  /** Calls in its hands: a crash breaks them off. */
  readonly calls = new Set<Call>();
  #section: Section = null;
  #outbox: (() => void)[] = [];
  #timers = 0;
  readonly #cleared = new Set<number>();
  #lastTimer = { atMs: 0, tie: 0 };

  constructor(world: World, object: SimulatedObject) {
    this.#world = world;
    this.#object = object;
    this.name = object.name;
    this.random = world.random;
  }

  wallMs(): number {
    return this.#object.wallMs();
  }

  log(line: string): void {
    this.#world.trace.add(`${this.#world.nowMs} ${this.name} logs ${line}`);
  }

  emit(send: () => void): void {
    this.#outbox.push(send);
  }

  /** What was to leave in this turn. Its writes are safe now. */
  takeOutbox(): (() => void)[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  resume(delayMs: number, cause: string, work: () => void): void {
    this.#later(delayMs, this.#world.faults.tie(), { cause, within: this.#section, work });
  }

  /** A storage promise: settled at once, or after a while behind the input gate. */
  afterStorage<Value>(value: Value): Promise<Value> {
    if (!this.#world.faults.storageWaits()) return Promise.resolve(value);
    this.storageWaits += 1;
    return new Promise((resolve) => {
      const work = () => {
        this.storageWaits -= 1;
        resolve(value);
      };
      this.#later(this.#world.faults.soonMs(), this.#world.faults.tie(), {
        cause: "storage",
        within: "storage",
        work,
      });
    });
  }

  admits(step: Step): boolean {
    if (step.within === "storage") return true;
    return this.storageWaits === 0 && (this.#section === null || this.#section === step.within);
  }

  /** Nothing but what belongs to `work` happens until it is done. A failure of it breaks the instance. */
  block<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#section) throw new Error("nested blockConcurrencyWhile is not simulated");
    const section = {};
    this.#section = section;
    const done = work().then(
      (value) => {
        this.#section = null;
        return value;
      },
      (error: unknown) => {
        this.#object.crash(`by blockConcurrencyWhile: ${error}`);
        throw error;
      },
    );
    done.catch(() => {});
    return done;
  }

  setTimer(delayMs: number, work: () => void): number {
    this.#timers += 1;
    const id = this.#timers;
    const atMs = this.#world.nowMs + Math.max(delayMs, 0);
    // Timers of one instance never overtake each other.
    const drawn = this.#world.faults.timerTie();
    const tie = this.#lastTimer.atMs === atMs ? Math.max(drawn, this.#lastTimer.tie) : drawn;
    this.#lastTimer = { atMs, tie };
    this.#later(atMs - this.#world.nowMs, tie, {
      cause: "timer",
      within: this.#section,
      work: () => {
        if (!this.#cleared.delete(id)) work();
      },
    });
    return id;
  }

  clearTimer(id: number): void {
    this.#cleared.add(id);
  }

  #later(delayMs: number, tie: number, step: Step): void {
    this.#world.plan(delayMs, tie, () => this.#object.go(this, step));
  }
}

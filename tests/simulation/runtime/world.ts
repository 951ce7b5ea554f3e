import { enter, replaceGlobals } from "./ambient.ts";
import { EventQueue } from "./event-queue.ts";
import type { FaultMix } from "./fault-mix.ts";
import { Faults } from "./faults.ts";
import { Network } from "./network.ts";
import { ObjectNamespace } from "./object-namespace.ts";
import { Outside } from "./outside.ts";
import type { Party } from "./party.ts";
import type { Random } from "./random.ts";
import { type ObjectClass, SimulatedObject } from "./simulated-object.ts";
import type { Trace } from "./trace.ts";
import type { Judge } from "./turn.ts";

const BEGINS_AT_MS = Date.UTC(2026, 0, 1);
/** Far more than any seed needs: a world that goes on for ever is a failure, not a wait. */
const EVENTS_MAX = 200_000;

export type Count =
  | "turns"
  | "calls"
  /** Turns in which several calls were answered. */
  | "groups"
  | "lost"
  | "duplicates"
  | "crashes"
  | "alarms"
  | "clockJumps"
  | "failedTransactions";

export type WorldOptions = { random: Random; faultMix: FaultMix; trace: Trace; beginsAtMs?: number };

/** Everything that runs in one seed: one clock, one order of events, the network, and the objects. */
export class World {
  readonly trace: Trace;
  readonly random: Random;
  readonly faults: Faults;
  readonly network: Network;
  readonly outside: Outside;
  readonly counts = new Map<Count, number>();
  readonly #objects = new Map<string, SimulatedObject>();
  readonly #events = new EventQueue();
  #nowMs: number;
  #party: Party;
  judge: Judge = { afterTurn: async () => {}, atTheEnd: async () => {} };

  constructor({ random, faultMix, trace, beginsAtMs = BEGINS_AT_MS }: WorldOptions) {
    this.#nowMs = beginsAtMs;
    this.trace = trace;
    this.random = random.fork();
    this.faults = new Faults(random.fork(), faultMix);
    this.network = new Network(this);
    this.outside = new Outside(this);
    this.#party = this.outside;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Whose turn it is. */
  get party(): Party {
    return this.#party;
  }

  get objects(): readonly SimulatedObject[] {
    return [...this.#objects.values()];
  }

  /** A namespace of objects of this class. They come into being when they are first addressed. */
  namespaceOf(objectClass: ObjectClass, env: object): ObjectNamespace {
    return new ObjectNamespace(this, (name) => {
      const known = this.#objects.get(name);
      if (known) return known;
      const created = new SimulatedObject(this, name, { objectClass, env });
      this.#objects.set(name, created);
      return created;
    });
  }

  object(name: string): SimulatedObject {
    const found = this.#objects.get(name);
    if (!found) throw new Error(`nobody ever addressed ${name}`);
    return found;
  }

  plan(delayMs: number, tie: number, run: () => Promise<void>): void {
    this.#events.put({ atMs: this.#nowMs + delayMs, tie, run });
  }

  count(what: Count, line?: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    if (line !== undefined) this.trace.add(`${this.#nowMs} ${line}`);
  }

  /** One turn of a party: `work` and all that follows from it without waiting for anything else. */
  async within(party: Party, work: () => void): Promise<void> {
    this.#party = party;
    enter(party);
    try {
      work();
      await noMoreMicrotasks();
    } finally {
      enter(null);
      this.#party = this.outside;
    }
  }

  /** Lets the outside begin something, and everything happen until that has ended. */
  async run(begin: () => Promise<void>): Promise<void> {
    const restoreGlobals = replaceGlobals();
    try {
      let end: { error: unknown } | "well" | null = null;
      await this.within(this.outside, () => {
        begin().then(
          () => {
            end = "well";
          },
          (error: unknown) => {
            end = { error };
          },
        );
      });
      for (let events = 0; end === null; events += 1) {
        const event = this.#events.take();
        if (!event) throw new Error("somebody waits for what will never happen");
        if (events > EVENTS_MAX) throw new Error("the world does not come to rest");
        this.#nowMs = event.atMs;
        await event.run();
      }
      const ended = end as { error: unknown } | "well";
      if (ended !== "well") throw ended.error;
      await this.judge.atTheEnd();
    } finally {
      restoreGlobals();
    }
  }

  /** From now on nothing goes wrong any more: what was begun must come to an end. */
  calmDown(): void {
    this.faults.cease();
    for (const object of this.#objects.values()) object.calmDown();
  }

  /** Frees what the objects keep. */
  close(): void {
    for (const { disk } of this.#objects.values()) disk.close();
  }
}

/**
 * Node runs what was put off to the next tick when no microtask is left, and comes to nothing else before that. So a
 * turn can't be mixed with what the runner of the tests does.
 */
function noMoreMicrotasks(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

import type { World } from "./world.ts";

/** Who is given messages: some at a time, in any order, and some of them twice. */
export type Consumer = (bodies: readonly unknown[]) => Promise<void>;

/** Stands in for a queue and its producer. It may refuse, and it may take a message and lose it. */
export class SimulatedQueue {
  readonly name: string;
  /** All that was taken and not lost, in the order in which it came. */
  readonly messages: unknown[] = [];
  readonly #world: World;
  #consumer: Consumer = async () => {};

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
  }

  consumeWith(consumer: Consumer): void {
    this.#consumer = consumer;
  }

  send(body: unknown): Promise<void> {
    return this.#take([body]);
  }

  sendBatch(batch: Iterable<{ body: unknown }>): Promise<void> {
    return this.#take(Array.from(batch, ({ body }) => body));
  }

  #take(bodies: unknown[]): Promise<void> {
    const sender = this.#world.party;
    const copies = structuredClone(bodies);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    sender.emit(() => {
      const { faults } = this.#world;
      const isRefused = faults.refusesQueue();
      const isLost = !isRefused && faults.losesQueue();
      const fate = isRefused ? "refuses" : isLost ? "loses" : "takes";
      if (fate === "takes") this.#keep(copies);
      this.#world.trace.add(`${this.#world.nowMs} queue ${this.name} ${fate} ${JSON.stringify(copies)}`);
      sender.resume(faults.latencyMs(this.#world.nowMs), `answer of queue ${this.name}`, () => {
        if (isRefused) reject(new Error(`the queue ${this.name} is down`));
        else resolve();
      });
    });
    return promise;
  }

  #keep(bodies: readonly unknown[]): void {
    const { faults, outside, nowMs } = this.#world;
    this.messages.push(...bodies);
    for (let copies = faults.duplicates() ? 2 : 1; copies > 0; copies -= 1) {
      outside.resume(faults.latencyMs(nowMs), `messages of ${this.name}`, () => void this.#consumer(bodies));
    }
  }
}

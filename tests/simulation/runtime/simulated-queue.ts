import type { World } from "./world.ts";

/** Stands in for a queue's producer. It may refuse, and it may take a message and lose it. */
export class SimulatedQueue {
  readonly name: string;
  /** What consumers would get, in the order in which it was taken. */
  readonly messages: unknown[] = [];
  readonly #world: World;

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
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
      if (fate === "takes") this.messages.push(...copies);
      this.#world.trace.add(`${this.#world.nowMs} queue ${this.name} ${fate} ${JSON.stringify(copies)}`);
      sender.resume(faults.latencyMs(this.#world.nowMs), `answer of queue ${this.name}`, () => {
        if (isRefused) reject(new Error(`the queue ${this.name} is down`));
        else resolve();
      });
    });
    return promise;
  }
}

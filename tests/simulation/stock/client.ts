import type { Random } from "../runtime/random.ts";
import type { World } from "../runtime/world.ts";

type Stub = Record<string, (ask: unknown) => Promise<unknown>>;
type Answer = { kind: string };

const PAUSE_MAX_MS = 2_000;

/** Somebody who calls an object, and does not always hear of it again. */
export class Client {
  readonly #world: World;
  readonly #stub: Stub;
  readonly #random: Random;

  constructor(world: World, stub: object, random: Random) {
    this.#world = world;
    this.#stub = stub as Stub;
    this.#random = random;
  }

  /** Asks once. Null: nobody knows what came of it. */
  async ask(method: string, ask: object): Promise<Answer | null> {
    const call = this.#stub[method];
    if (!call) throw new Error(`no method ${method}`);
    try {
      return (await call(ask)) as Answer;
    } catch {
      return null;
    }
  }

  /** Asks, and goes away before the answer can come. */
  shout(method: string, ask: object): void {
    void this.ask(method, ask);
  }

  /** Asks until there is an answer. */
  async insist(method: string, ask: object): Promise<Answer> {
    for (;;) {
      const answer = await this.ask(method, ask);
      if (answer !== null) return answer;
      await this.#world.outside.wait(this.#random.between(1, PAUSE_MAX_MS));
    }
  }

  /** Insists, or gives up after some tries. */
  async insistOrNot(method: string, ask: object): Promise<Answer | null> {
    return this.#random.chance(0.8) ? this.insist(method, ask) : this.ask(method, ask);
  }
}

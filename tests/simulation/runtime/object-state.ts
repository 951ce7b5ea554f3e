import type { Life } from "./life.ts";
import { ObjectStorage } from "./object-storage.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { World } from "./world.ts";

/** Stands in for `DurableObjectState`. */
export class ObjectState {
  readonly id: { readonly name: string; toString(): string };
  readonly storage: ObjectStorage;
  readonly #life: Life;

  constructor(world: World, object: SimulatedObject, life: Life) {
    this.id = { name: object.name, toString: () => object.name };
    this.storage = new ObjectStorage(world, object.disk, life);
    this.#life = life;
  }

  /** An instance lives until it is killed here, so there is nothing to prolong. */
  waitUntil(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.#life.log(`waitUntil failed: ${error}`));
  }

  blockConcurrencyWhile<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#life.block(work);
  }
}

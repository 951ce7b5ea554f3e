import type { SimulatedObject } from "./simulated-object.ts";
import type { World } from "./world.ts";

type Id = { readonly name: string; toString(): string };

/** Stands in for a `DurableObjectNamespace`: its stubs call over the simulated network. */
export class ObjectNamespace {
  readonly #world: World;
  readonly #find: (name: string) => SimulatedObject;

  constructor(world: World, find: (name: string) => SimulatedObject) {
    this.#world = world;
    this.#find = find;
  }

  idFromName(name: string): Id {
    return { name, toString: () => name };
  }

  get(id: Id): object {
    return this.getByName(id.name);
  }

  getByName(name: string): object {
    const target = this.#find(name);
    return new Proxy(
      { name, id: this.idFromName(name) },
      {
        get: (known, property) => {
          if (Object.hasOwn(known, property)) return Reflect.get(known, property);
          // A stub is not a promise.
          if (typeof property !== "string" || property === "then") return undefined;
          return (...args: unknown[]) => this.#world.network.call(target, property, args);
        },
      },
    );
  }

  /** Where objects live makes no difference here. */
  jurisdiction(): this {
    return this;
  }
}

import type { Commit } from "../../../durable-objects/host/group-commit.ts";
import type { PartitionHost, Work } from "../../../durable-objects/host/partition-host.ts";
import { type Delivery, deliveryUnderway } from "../runtime/delivery.ts";
import type { ObjectClass, SimulatedObject } from "../runtime/simulated-object.ts";

/** One decision that an object made in a transaction, and for which call. */
export type Member = {
  readonly delivery: Delivery | null;
  readonly nowMs: number;
  readonly value: unknown;
  /** Where the items of a home were on their way when it had decided. */
  readonly moves: MoveRows;
};

/** The rows in which a home keeps where its items are. */
export type MoveRows = { spreads: Row[]; links: Row[] };
type Row = Record<string, string | number | null>;

/**
 * Looks over the shoulder of objects: what the members of their groups decided, in the order in which they did. A
 * question of a hot item is decided long before it is answered, and what a home does by itself is never answered.
 */
export class Observer {
  readonly #members = new Map<SimulatedObject, { life: number; member: Member }[]>();
  readonly #broken = new Map<SimulatedObject, unknown>();
  readonly #objectOf: (name: string) => SimulatedObject;

  constructor(objectOf: (name: string) => SimulatedObject) {
    this.#objectOf = objectOf;
  }

  /** The same class, observed. Nothing of what it does is changed. */
  watching(shipped: ObjectClass, isHome: boolean): ObjectClass {
    const observe = (host: PartitionHost, name: string) => this.#observe(host, this.#objectOf(name), isHome);
    return class extends (shipped as new (...given: unknown[]) => object) {
      constructor(ctx: { id: { name: string } }, env: unknown) {
        super(ctx, env);
        observe((this as unknown as { host: PartitionHost }).host, ctx.id.name);
      }
    };
  }

  /** What was decided and committed since we asked last. What a crash undid never was. */
  take(object: SimulatedObject): Member[] {
    const all = this.#members.get(object) ?? [];
    this.#members.delete(object);
    return all.filter(({ life }) => life === object.lives).map(({ member }) => member);
  }

  /** A decision that could not be made: an assertion of the object's own. */
  takeBroken(object: SimulatedObject): unknown {
    const broken = this.#broken.get(object);
    this.#broken.delete(object);
    return broken;
  }

  #observe(host: PartitionHost, object: SimulatedObject, isHome: boolean): void {
    for (const name of ["commit", "commitOwn"] as const) {
      const real = host[name];
      host[name] = <Value>(work: Work<Value>, need?: unknown) => {
        // What a home commits as its own serves many questions, or none. Shards do nothing that nobody asked for.
        const delivery = name === "commit" || !isHome ? deliveryUnderway() : null;
        const observed = (commit: Commit, nowMs: number) => {
          const value = this.#attempt(object, () => work(commit, nowMs));
          const member = { delivery, nowMs, value, moves: isHome ? movesOf(object) : NO_MOVES };
          commit.afterCommit(() => this.#note(object, member));
          return value;
        };
        return real.call(host, observed as Work<unknown>, need) as Promise<Value>;
      };
    }
  }

  #attempt<Value>(object: SimulatedObject, work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      this.#broken.set(object, error);
      throw error;
    }
  }

  #note(object: SimulatedObject, member: Member): void {
    const known = this.#members.get(object) ?? [];
    known.push({ life: object.lives, member });
    this.#members.set(object, known);
  }
}

const NO_MOVES: MoveRows = { spreads: [], links: [] };

export function movesOf(object: SimulatedObject): MoveRows {
  return {
    spreads: object.rows("SELECT item_id AS itemId, version, phase, shards FROM spread"),
    links: object.rows(
      `SELECT item_id AS itemId, shard, grant_number AS grantNumber, grant_pending AS grantPending,
         return_number AS returnNumber, lent, promised, is_over AS isOver FROM shard_link`,
    ),
  };
}

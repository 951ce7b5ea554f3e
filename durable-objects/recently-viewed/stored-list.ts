import { createDurable } from "itty-durable/itty-durable.js";
import type { Viewed } from "../../domain/catalog/remember-viewed.ts";

/** The part of an object's state that itty-durable may touch: no bindings, no alarm, no other object. */
type IttyState = { storage: Pick<DurableObjectStorage, "get" | "put"> };

/**
 * What itty-durable keeps for us: its fields are one value in storage, read once and written whole. Nobody reaches
 * its `fetch`, through which any method could be called by name (see docs/decisions on itty-durable).
 */
export class StoredList extends createDurable() {
  viewed: readonly Viewed[] = [];

  constructor(state: IttyState) {
    // It writes its own fields into the state it is given, so it gets a copy.
    super({ ...state }, {});
  }
}

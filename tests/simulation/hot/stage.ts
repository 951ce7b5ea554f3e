import type { ItemUnits } from "../stock/asks.ts";
import type { Client } from "../stock/client.ts";
import type { Stage } from "../stock/stage.ts";
import type { ShippedHot } from "./shipped.ts";

/** A shard of an item; null: the home of all items. */
export type Place = { readonly itemId: string; readonly shard: number } | null;

/** One question of one place, written down before it is asked. */
export type Leg = {
  readonly holdId: string;
  readonly place: Place;
  readonly items: ItemUnits[];
  asked: number;
};

/** What an actor of the hot model has to play with: `client` is the home's. */
export type HotStage = Omit<Stage, "shipped"> & {
  readonly shipped: ShippedHot;
  at(place: Place): Client;
  /** Every question that anybody wrote down. */
  readonly legs: Leg[];
  /** For the auditor: units that buyers were told they have bought, by hold and item. */
  readonly sold: Map<string, Map<string, number>>;
};

export type HotActor = (stage: HotStage) => Promise<void>;

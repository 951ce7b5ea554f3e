import { Books } from "../../stock/auditor/books.ts";
import { newPart } from "../../stock/auditor/part.ts";
import type { ReturnTold } from "../asks.ts";
import { add, NOTHING, type Parcel, parcelOf, unitsOf } from "./parcels.ts";

export type Phase = "home" | "opening" | "granting" | "spread" | "gathering";
export type Spread = { version: number; phase: Phase; shards: number };

/** What the home knows of one shard. */
export type Link = {
  grantNumber: number;
  /** The units of the last grant, and whether the shard has not taken them yet, as far as the home knows. */
  grant: Parcel;
  isGrantPending: boolean;
  returnNumber: number;
  lent: Parcel;
  isOver: boolean;
};

/** A partition's books that also say what its shards have. */
export class HomeBooks extends Books {
  readonly spreads = new Map<string, Spread>();
  readonly #links = new Map<string, Map<number, Link>>();

  phase(itemId: string): Phase {
    return this.spreads.get(itemId)?.phase ?? "home";
  }

  links(itemId: string): ReadonlyMap<number, Link> {
    return this.#links.get(itemId) ?? new Map();
  }

  link(itemId: string, shard: number): Link {
    const links = this.#links.get(itemId) ?? new Map<number, Link>();
    this.#links.set(itemId, links);
    const known = links.get(shard) ?? {
      ...{ grantNumber: 0, grant: NOTHING, isGrantPending: false },
      ...{ returnNumber: 0, lent: NOTHING, isOver: true },
    };
    links.set(shard, known);
    return known;
  }

  override lentFrom(itemId: string, location: string): number {
    let sum = 0;
    for (const { lent } of this.links(itemId).values()) sum += lent.get(location) ?? 0;
    return sum;
  }

  /** Whether so many units are free here, at those locations. */
  canLend(itemId: string, parcel: Parcel, nowMs: number): boolean {
    const isThere = [...parcel].every(
      ([location, units]) => units > 0 && units <= this.freeAt(itemId, location, nowMs),
    );
    return isThere && unitsOf(parcel) <= this.available(itemId, nowMs);
  }

  /** Free units come back to be promised here; sold ones with their holds, which live here from now on. */
  takeReturn(itemId: string, link: Link, { number, free, sold }: ReturnTold): void {
    link.returnNumber = number;
    link.lent = add(link.lent, parcelOf(free), -1);
    for (const { holdId, reference, units, committed, sinceMs, soldAtMs, parts } of sold) {
      const allocation = parcelOf(parts);
      link.lent = add(link.lent, allocation, -1);
      const part = newPart({ units, reference, sinceMs, state: "committed", committed, allocation });
      this.putPart(holdId, itemId, part);
      this.move(itemId, {
        ...{ kind: "committed", atMs: soldAtMs, location: null, onHandDelta: 0, committedDelta: committed },
        ...{ reason: "sold", note: null, actor: "system", reference },
      });
    }
  }
}

import type { CartLine } from "../cart/cart-line.ts";
import type { SourcedUnits } from "../inventory/hold-sources.ts";
import { componentsOf } from "../inventory/sum-per-item.ts";

type Line = Pick<CartLine, "id" | "itemId" | "components" | "quantity">;

/** Units of one item for a line. `location` null: they wait for a delivery. */
export type LineSource = {
  readonly itemId: string;
  readonly location: string | null;
  readonly units: number;
};

export type SourcedLine = {
  readonly sources: readonly LineSource[];
  /** Pieces of the line that are not complete before a delivery has come. */
  readonly awaiting: number;
};

/**
 * ALC-3 Whose the allocated units are, by line id. Stock knows items alone, of which several lines may take: all of
 * them together show exactly what it allocated. Earlier lines take what is there, so that as few as possible wait.
 */
export function sourceLines(
  lines: readonly Line[],
  held: readonly SourcedUnits[],
): ReadonlyMap<string, SourcedLine> {
  const left = poolOf(held);
  return new Map(lines.map((line) => [line.id, sourceLine(line, left)]));
}

type Pool = Map<string, { location: string | null; units: number }[]>;

function sourceLine(line: Line, left: Pool): SourcedLine {
  const sources: LineSource[] = [];
  let awaiting = 0;
  for (const { itemId, units } of componentsOf(line)) {
    const taken = take(left.get(itemId) ?? [], units * line.quantity);
    sources.push(...taken.map((part) => ({ itemId, ...part })));
    const missing = taken.reduce((sum, part) => sum + (part.location === null ? part.units : 0), 0);
    awaiting = Math.max(awaiting, Math.ceil(missing / units));
  }
  return { sources, awaiting };
}

/** Takes units out of the parts, in their order. */
function take(
  parts: { location: string | null; units: number }[],
  wanted: number,
): { location: string | null; units: number }[] {
  const taken: { location: string | null; units: number }[] = [];
  let open = wanted;
  for (const part of parts) {
    const units = Math.min(part.units, open);
    if (units === 0) continue;
    taken.push({ location: part.location, units });
    part.units -= units;
    open -= units;
  }
  return taken;
}

/** What there is of each item by location, then what waits for a delivery. */
function poolOf(held: readonly SourcedUnits[]): Pool {
  const pool: Pool = new Map();
  for (const { items, sources } of held) {
    items.forEach(({ itemId, units }, place) => {
      const there = sources.map((column) => ({
        location: column.location,
        units: column.units[place] ?? 0,
      }));
      const awaited = units - there.reduce((sum, part) => sum + part.units, 0);
      const parts = [...there, { location: null, units: awaited }];
      pool.set(itemId, [...(pool.get(itemId) ?? []), ...parts]);
    });
  }
  return pool;
}

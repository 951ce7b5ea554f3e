import type { LayoutRecord } from "../../contracts/rpc/layout.ts";

/** Where an object lives: part of its address for ever, and applied when it is first created. */
export type Whereabouts = Pick<LayoutRecord["placements"][number], "jurisdiction" | "locationHint">;

/** The only place that makes stubs of partitions. */
export function partitionStub<Rpc>(namespace: DurableObjectNamespace, where: Whereabouts, name: string): Rpc {
  const within = where.jurisdiction ? namespace.jurisdiction(where.jurisdiction) : namespace;
  const hint = where.locationHint ? { locationHint: where.locationHint } : {};
  return within.get(within.idFromName(name), hint) as unknown as Rpc;
}

/** Whereabouts of a placement. Stock has one home, the default placement. */
export function whereaboutsOf(layout: LayoutRecord, placement: number): Whereabouts {
  const row = layout.placements.find((known) => known.placement === placement);
  if (!row) throw new RangeError(`the layout has no placement ${placement}`);
  return { jurisdiction: row.jurisdiction, locationHint: row.locationHint };
}

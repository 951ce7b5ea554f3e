import type { LayoutRecord } from "../../contracts/rpc/layout.ts";

/**
 * The only place that makes stubs of partitions. Takes the placement's row of the layout, since jurisdiction and
 * location hint apply when an object is first created and are part of its address for ever.
 */
export function partitionStub<Rpc>(
  namespace: DurableObjectNamespace,
  layout: LayoutRecord,
  placement: number,
  name: string,
): Rpc {
  const row = layout.placements.find((known) => known.placement === placement);
  const within = row?.jurisdiction ? namespace.jurisdiction(row.jurisdiction) : namespace;
  const hint = row?.locationHint ? { locationHint: row.locationHint } : {};
  return within.get(within.idFromName(name), hint) as unknown as Rpc;
}

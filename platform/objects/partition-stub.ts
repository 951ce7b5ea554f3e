import type { LayoutRecord } from "../../contracts/rpc/layout.ts";
import { Memo } from "../memo.ts";

/** Where an object lives: part of its address for ever, and applied when it is first created. */
export type Whereabouts = Pick<LayoutRecord["placements"][number], "jurisdiction" | "locationHint">;

/** Partitions are few; shards of hot items come and go. */
const IDS_MAX = 2_000;
const ids = new WeakMap<DurableObjectNamespace, Memo<DurableObjectId>>();

/** The only place that makes stubs of partitions. */
export function partitionStub<Rpc>(namespace: DurableObjectNamespace, where: Whereabouts, name: string): Rpc {
  const within = where.jurisdiction ? namespace.jurisdiction(where.jurisdiction) : namespace;
  const hint = where.locationHint ? { locationHint: where.locationHint } : {};
  return within.get(idOf(namespace, within, where, name), hint) as unknown as Rpc;
}

/** Ids are hashes of names: made once per isolate. */
function idOf(
  namespace: DurableObjectNamespace,
  within: DurableObjectNamespace,
  where: Whereabouts,
  name: string,
): DurableObjectId {
  const known = ids.get(namespace) ?? new Memo<DurableObjectId>(IDS_MAX);
  ids.set(namespace, known);
  return known.of(`${where.jurisdiction ?? ""} ${name}`, () => within.idFromName(name));
}

/** Whereabouts of a placement. Stock has one home, the default placement. */
export function whereaboutsOf(layout: LayoutRecord, placement: number): Whereabouts {
  const row = layout.placements.find((known) => known.placement === placement);
  if (!row) throw new RangeError(`the layout has no placement ${placement}`);
  return { jurisdiction: row.jurisdiction, locationHint: row.locationHint };
}

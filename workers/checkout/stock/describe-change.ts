import type { z } from "zod";
import type { NewAdjustment } from "../../../contracts/http/admin/stock.ts";
import type { AdjustStock } from "../../../contracts/rpc/stock.ts";

type Body = z.output<typeof NewAdjustment>;
type Change = Pick<AdjustStock, "location" | "mustBeKnown" | "change" | "reason" | "note">;

/** An adjustment as a person writes it → as stock is asked. What still lies at a location that was closed may be counted. */
export function describeChange(body: Body, locations: readonly string[]): Change {
  const { location = locations[0] ?? "", delta = 0, counted, reason, note = null } = body;
  return {
    location,
    mustBeKnown: !locations.includes(location),
    change: counted === undefined ? { kind: "delta", units: delta } : { kind: "counted", units: counted },
    reason,
    note,
  };
}

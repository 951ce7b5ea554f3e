import type { z } from "zod";
import type { NewAdjustment } from "../../../contracts/http/admin/stock.ts";
import type { AdjustStock } from "../../../contracts/rpc/stock.ts";

type Body = z.output<typeof NewAdjustment>;

/** An adjustment as a person writes it → as stock is asked. What lies at a location that was closed is still counted. */
export function describeChange(
  { location = "", delta = 0, counted, reason, note = null }: Body,
  locations: readonly string[],
): Pick<AdjustStock, "location" | "mustBeKnown" | "change" | "reason" | "note"> {
  const where = location === "" ? (locations[0] ?? "") : location;
  return {
    location: where,
    mustBeKnown: !locations.includes(where),
    change: counted === undefined ? { kind: "delta", units: delta } : { kind: "counted", units: counted },
    reason,
    note,
  };
}

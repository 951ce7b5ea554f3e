import type { AttemptView } from "../../../contracts/rpc/orders.ts";
import type { CartLine } from "../../../domain/cart/cart-line.ts";
import type { SourcedUnits } from "../../../domain/inventory/hold-sources.ts";
import { type SourcedLine, sourceLines } from "../../../domain/order/source-lines.ts";

/** ALC-3 Where the units of each frozen line come from, by line id; null while that is not known. */
export function lineSources({ frozen, held }: AttemptView): ReadonlyMap<string, SourcedLine> | null {
  if (!frozen || !held) return null;
  return sourceLines(frozen.lines as unknown as readonly CartLine[], held as unknown as SourcedUnits[]);
}

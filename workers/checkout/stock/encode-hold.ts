import type { z } from "zod";
import type { StockHold } from "../../../contracts/http/admin/stock.ts";
import type { HoldView } from "../../../contracts/rpc/stock.ts";
import { readOrderId, showCartId, showOrderId } from "../../../domain/kernel/record-id.ts";
import { iso } from "../cart/encode-cart.ts";

export function encodeHold(hold: HoldView): z.input<typeof StockHold> {
  // A cart and the order it becomes are one record, and holds refer to that.
  const record = readOrderId(`order_${hold.reference}`);
  const isAheadOfPayment = hold.state === "held" || hold.state === "released" || hold.state === "lapsed";
  return {
    id: hold.holdId,
    state: hold.state as z.input<typeof StockHold>["state"],
    units: hold.units,
    outstanding: hold.outstanding,
    since: iso(hold.sinceMs),
    expires_at: hold.expiresAtMs === null ? null : iso(hold.expiresAtMs),
    cart_id: record && showCartId(record),
    order_id: record && !isAheadOfPayment ? showOrderId(record) : null,
    from: hold.parts,
    awaited: hold.awaited,
    shard: hold.shard,
  };
}

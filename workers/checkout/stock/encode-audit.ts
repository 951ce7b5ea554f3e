import type { z } from "zod";
import type { StockAudit } from "../../../contracts/http/admin/stock.ts";
import type { StockAuditView } from "../../../contracts/rpc/stock.ts";
import { iso } from "../cart/encode-cart.ts";

export function encodeAudit(sku: string | null, audit: StockAuditView): z.input<typeof StockAudit> {
  const { itemId, onHand, held, committed, safety, available, allowance } = audit.level;
  return {
    sku,
    inventory_item_id: itemId,
    balanced: audit.balanced,
    on_hand: onHand,
    ...{ held, committed, safety, available, allowance },
    live_holds: audit.liveHolds,
    movements: audit.movements,
    checks: audit.checks,
    in_flight: audit.inFlight,
    audited_at: iso(audit.auditedAtMs),
  };
}

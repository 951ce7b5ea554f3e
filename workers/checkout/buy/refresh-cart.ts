import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { ChangeCartResult, RecordView } from "../../../contracts/rpc/orders.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { OpenCart } from "../cart/open-cart.ts";

/** Has a cart show prices as they are now, if it is still the one that was priced. */
export async function refreshCart(
  { orders, ref }: OpenCart,
  record: RecordView,
  variants: VariantFacts[],
): Promise<RecordView> {
  const refreshed = await orders.change({
    ...ref,
    change: { kind: "refresh_lines", variants },
    ifVersion: record.version,
    idempotency: null,
  });
  return cartAfterRefresh(record, refreshed);
}

/** The cart as it is to be bought now; a problem where what was priced is not there any more. */
export function cartAfterRefresh(record: RecordView, refreshed: ChangeCartResult): RecordView {
  switch (refreshed.kind) {
    case "record":
      return refreshed.record;
    case "missing":
      throw problem("not_found");
    case "version_mismatch":
    case "in_progress":
    case "closed":
      // Another request was faster: to the same one sent again its outcome is known.
      throw problem("request_in_progress", { detail: "The cart was changed while it was being quoted." });
    case "too_many_lines":
    case "too_many_units":
    case "worth_too_much":
    case "too_many_units_of_item":
    case "too_few_units":
    case "too_many_price_tiers":
      // An object of an older version refuses what it can't keep: the cart is bought as it was, if the total is expected.
      return record;
    case "key_reused":
    case "unknown_line":
      throw new Error(`a refresh has neither key nor line, and was answered with ${refreshed.kind}`);
  }
}

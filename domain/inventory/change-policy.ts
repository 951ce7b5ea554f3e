import { ok, type Result, refuse } from "../kernel/result.ts";
import type { Beyond, ItemPolicy } from "./item-policy.ts";

type Preorder = { readonly limit: number; readonly availableFromMs: number };

/** What is left out stays as it is; null ends it. */
export type PolicyChange = {
  readonly backorderLimit?: number | null | undefined;
  readonly preorder?: Preorder | null | undefined;
  readonly maxPerOrder?: number | null | undefined;
  readonly maxPerBuyer?: number | null | undefined;
  readonly lowAt?: number | null | undefined;
};

/** The way of selling that is in force and was not ended by the change. */
export type PolicyRefusal = { code: "excluded_by"; present: "backorder" | "preorder" };

/** INV-7 An item is sold on backorder or ahead of its day, never both: whoever sets the one ends the other by name. */
export function changePolicy(policy: ItemPolicy, change: PolicyChange): Result<ItemPolicy, PolicyRefusal> {
  const { backorderLimit, preorder } = change;
  const left = withoutEnded(policy.beyond, change);
  const limits = {
    maxPerOrder: change.maxPerOrder === undefined ? policy.maxPerOrder : change.maxPerOrder,
    maxPerBuyer: change.maxPerBuyer === undefined ? policy.maxPerBuyer : change.maxPerBuyer,
    lowAt: change.lowAt === undefined ? policy.lowAt : change.lowAt,
  };
  if (preorder) {
    if (backorderLimit || left.kind === "backorder")
      return refuse({ code: "excluded_by", present: "backorder" });
    return ok({ ...limits, beyond: { kind: "preorder", ...preorder } });
  }
  if (backorderLimit) {
    if (left.kind === "preorder") return refuse({ code: "excluded_by", present: "preorder" });
    return ok({ ...limits, beyond: { kind: "backorder", limit: backorderLimit } });
  }
  return ok({ ...limits, beyond: left });
}

function withoutEnded(beyond: Beyond, { backorderLimit, preorder }: PolicyChange): Beyond {
  const isEnded =
    (beyond.kind === "backorder" && backorderLimit === null) ||
    (beyond.kind === "preorder" && preorder === null);
  return isEnded ? { kind: "none" } : beyond;
}

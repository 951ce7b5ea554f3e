import type { Product } from "./product.ts";

type Scheduled = Pick<Product, "status" | "publishAtMs" | "unpublishAtMs">;

/** CAT-10 A product is shown while it is active and its window is open: from `publishAtMs` to just before `unpublishAtMs`. */
export function isShown(product: Scheduled, nowMs: number): boolean {
  return product.status === "active" && isInWindow(product, nowMs);
}

/** Whether the window is open, whatever the status. */
export function isInWindow(
  { publishAtMs, unpublishAtMs }: Omit<Scheduled, "status">,
  nowMs: number,
): boolean {
  return (publishAtMs === null || publishAtMs <= nowMs) && (unpublishAtMs === null || nowMs < unpublishAtMs);
}

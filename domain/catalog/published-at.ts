import type { Product } from "./product.ts";

type Published = Pick<Product, "status" | "publishAtMs">;

/** Since when a version of a product is to be seen: as scheduled, or from the edit on that made it active. */
export function publishedAt(
  before: Pick<Product, "publishedAtMs"> | null,
  after: Published,
  nowMs: number,
): number | null {
  if (after.status !== "active") return null;
  if (after.publishAtMs !== null) return after.publishAtMs;
  const since = before?.publishedAtMs ?? nowMs;
  return since <= nowMs ? since : nowMs;
}

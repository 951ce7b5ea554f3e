/** A product that a visitor looked at, and when they last did. */
export type Viewed = { readonly productId: string; readonly atMs: number };

export const VIEWED_MAX = 20;

/** The list with `productId` in front: newest first, each product once, the oldest forgotten. */
export function rememberViewed(viewed: readonly Viewed[], productId: string, nowMs: number): Viewed[] {
  const others = viewed.filter((earlier) => earlier.productId !== productId);
  return [{ productId, atMs: nowMs }, ...others].slice(0, VIEWED_MAX);
}

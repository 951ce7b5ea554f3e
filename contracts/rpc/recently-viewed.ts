import { z } from "zod";

/** Newest first, each product once, at most 20. Units: milliseconds since the epoch. */
export const ViewedList = z.array(z.object({ productId: z.string().max(64), atMs: z.int() })).max(20);
export type ViewedList = z.infer<typeof ViewedList>;

/** A visitor's `RecentlyViewed` object, whose name is the visitor id. It forgets everything after 30 days without use. */
export interface RecentlyViewedRpc {
  /** Puts the product in front and answers with the list. */
  remember(productId: string, nowMs: number): Promise<ViewedList>;
  list(): Promise<ViewedList>;
}

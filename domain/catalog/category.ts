import type { Seo } from "./product.ts";

/** A place in the tree by which shoppers browse. Its handle is its name for ever, wherever it moves. */
export type Category = {
  readonly handle: string;
  /** Handle of the category that it is in; null of a root. */
  readonly parent: string | null;
  readonly title: string;
  readonly description: string;
  /** Among those beside it; equals follow their handles. */
  readonly position: number;
  readonly mediaId: string | null;
  readonly seo: Seo | null;
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export const CATEGORIES_MAX = 5_000;
export const CATEGORY_DEPTH_MAX = 8;
/** Which move with a category and all below it: their rows are written in one batch, for which every read of the catalog waits. */
export const MOVED_PRODUCTS_MAX = 20_000;

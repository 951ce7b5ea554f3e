import { ok, type Result, refuse } from "../kernel/result.ts";
import { CATEGORIES_MAX, CATEGORY_DEPTH_MAX, MOVED_PRODUCTS_MAX } from "./category.ts";

/** What of the tree decides about a place in it. */
export type Surroundings = {
  /** The parent and all above it, in any order; empty for a root, and for a parent that does not exist. */
  readonly aboveAndParent: readonly string[];
  /** How many levels the category and what is below it take; 1 for a new one. */
  readonly height: number;
  /** How many categories there are. */
  readonly categories: number;
  readonly isNew: boolean;
  /** How many products would move with it, counted a little beyond the limit; 0 where it stays. */
  readonly movedProducts: number;
};

export type Misplaced =
  | { readonly code: "no_parent" }
  | { readonly code: "cycle" }
  | { readonly code: "too_deep"; readonly allowed: number }
  | { readonly code: "too_many"; readonly allowed: number }
  | { readonly code: "too_full"; readonly allowed: number };

/** CAT-9 The categories are a tree: nothing is above itself, at most 8 levels, at most 5,000 of them, and not too much moves at once. */
export function placeCategory(
  handle: string,
  parent: string | null,
  { aboveAndParent, height, categories, isNew, movedProducts }: Surroundings,
): Result<null, Misplaced> {
  if (aboveAndParent.includes(handle) || parent === handle) return refuse({ code: "cycle" });
  if (parent !== null && !aboveAndParent.includes(parent)) return refuse({ code: "no_parent" });
  if (aboveAndParent.length + height > CATEGORY_DEPTH_MAX)
    return refuse({ code: "too_deep", allowed: CATEGORY_DEPTH_MAX });
  if (isNew && categories >= CATEGORIES_MAX) return refuse({ code: "too_many", allowed: CATEGORIES_MAX });
  if (movedProducts > MOVED_PRODUCTS_MAX) return refuse({ code: "too_full", allowed: MOVED_PRODUCTS_MAX });
  return ok(null);
}

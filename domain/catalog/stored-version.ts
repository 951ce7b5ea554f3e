import type { Product } from "./product.ts";

/** HIS-1 What the history keeps of a version: all that staff said. What others derive is derived again. */
export type StoredVersion = Omit<Product, "ruled">;

/** What the history keeps of this version. */
export function storedVersion({ ruled: _, ...version }: Product): StoredVersion {
  return version;
}

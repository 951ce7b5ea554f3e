import type { Seo } from "./product.ts";

/** Who makes a product, or in whose name it is sold. Its handle is its name for ever. */
export type Brand = {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly mediaId: string | null;
  readonly seo: Seo | null;
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export const BRANDS_MAX = 5_000;

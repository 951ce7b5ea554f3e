import type { Settings } from "../../../contracts/http/admin/settings-routes.ts";
import type { Storefront } from "../../../domain/catalog/feeds/storefront.ts";

/** Null while the settings say nothing of a storefront: then there are no pages to name. */
export function readStorefront({ storefront }: Settings): Storefront | null {
  if (!storefront) return null;
  const { url, title, product_path, category_path, collection_path, media_url } = storefront;
  return {
    url,
    title,
    productPath: product_path,
    categoryPath: category_path ?? null,
    collectionPath: collection_path ?? null,
    mediaUrl: media_url ?? url,
  };
}

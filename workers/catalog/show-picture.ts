import type { ProductPicture } from "../../domain/catalog/product.ts";

/** A picture as every answer shows it. Its address never changes, since the id is made from the content. */
export function showPicture({ id, alt }: ProductPicture): { id: string; url: string; alt: string } {
  return { id, url: `/media/${id}`, alt };
}

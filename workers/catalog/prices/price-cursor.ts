import { fromBase64Url, toBase64Url } from "../../../platform/auth/mac.ts";
import { problem } from "../../../platform/http/problem.ts";

/** The last price of a page: the next page begins after it, whatever was put in meanwhile. */
export type PricePlace = { variantId: string; minQuantity: number };

const SHAPE = /^(var_[0-9a-z]{1,40}):([0-9]{1,5})$/;

export function showPriceCursor({ variantId, minQuantity }: PricePlace): string {
  return toBase64Url(new TextEncoder().encode(`${variantId}:${minQuantity}`));
}

/** Null for no cursor; a 400 for one that we did not make. */
export function readPriceCursor(cursor: string | undefined): PricePlace | null {
  if (cursor === undefined) return null;
  const bytes = fromBase64Url(cursor);
  const [, variantId, minQuantity] = SHAPE.exec(bytes ? new TextDecoder().decode(bytes) : "") ?? [];
  if (variantId && minQuantity) return { variantId, minQuantity: Number(minQuantity) };
  throw problem("invalid_request", {
    errors: [{ pointer: "?cursor", detail: "is not a cursor of this list" }],
  });
}

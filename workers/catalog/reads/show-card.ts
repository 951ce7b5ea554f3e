import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import { showSignal } from "../availability/show-availability.ts";
import { showPicture } from "../show-picture.ts";
import type { CardRow } from "./card-queries.ts";

/** A product as lists show it. */
export function showCard(row: CardRow, currency: string): z.input<typeof wire.ProductCard> {
  const priced = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    picture: row.picture ? showPicture(row.picture) : null,
    price_from: priced(row.prices[0]),
    price_to: priced(row.prices[1]),
    variant_count: row.variantCount,
    availability: { status: showSignal(row.signal) },
  };
}

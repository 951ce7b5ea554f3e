import type { ItemId } from "../kernel/item-id.ts";
import type { Money } from "../money/money.ts";
import type { KeptStep } from "../pricing/kept-steps.ts";

/** From which state of the catalog something is. */
export type AsOf = {
  readonly atMs: number;
  /** The last change that is in it. */
  readonly seq: number;
  /** The next moment from which it may be otherwise though nobody edits it; absent: none. */
  readonly untilMs?: number | undefined;
};

/** What is for sale, as the catalog described it when the line was added or last refreshed. */
export type VariantSnapshot = {
  readonly variantId: string;
  readonly productId: string;
  readonly productHandle: string;
  readonly productTitle: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly itemId: ItemId;
  /** A bundle: what one piece of it takes from stock, instead of an item of its own. */
  readonly components?: readonly { readonly itemId: ItemId; readonly units: number }[];
  /** PRC-9 In a cart, that of the line's quantity. */
  readonly unitPrice: Money;
  /** What other quantities cost; of what was bought, the step alone that it was bought by. */
  readonly priceSteps?: readonly KeptStep[];
  readonly taxCategory: string;
  readonly requiresShipping: boolean;
  /** Absent: nobody knows when it was read, or it was found to be for sale no more. */
  readonly asOf?: AsOf | undefined;
};

/** One variant in a cart; a variant never stands in two lines. */
export type CartLine = VariantSnapshot & { readonly id: string; readonly quantity: number };

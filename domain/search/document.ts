import type { Signal } from "../inventory/signal.ts";
import type { FacetFamily } from "./facets.ts";

/** A product's words in one locale. */
export type LocalText = {
  readonly locale: string;
  readonly title: string;
  readonly description: string;
  /** Names and values of options, alt texts, names of brand, categories and collections, where they have any here. */
  readonly names: readonly string[];
};

/** A value that shoppers may filter by and see counted: `brand` `nordlys`, `option.Size` `M`, `category` `tops`. */
export type FacetValue = { readonly facet: string; readonly value: string; readonly title: string };

/** What search is told of a product that shoppers see. */
export type ProductFacts = {
  readonly productId: string;
  readonly handle: string;
  /** Since when it is for sale: what `newest` sorts by. */
  readonly newestMs: number;
  /** The shop's first locale first. */
  readonly texts: readonly LocalText[];
  /** SKUs, barcodes, ids in other systems. */
  readonly codes: readonly string[];
  readonly facets: readonly FacetValue[];
  readonly variants: readonly {
    readonly options: Readonly<Record<string, string>>;
    readonly signal: Signal;
  }[];
  /** The best of its variants. */
  readonly signal: Signal;
  /** By shelf (a currency, and what else prices depend on): lowest and highest. */
  readonly prices: readonly { readonly shelf: string; readonly low: number; readonly high: number }[];
  /** The sales channels that show it; null for all. */
  readonly channels: readonly string[] | null;
  readonly picture: { readonly id: string; readonly alt: string } | null;
  /** 0 to 255 (rank.ts). */
  readonly popularity: number;
};

/** A product as the index keeps it. */
export type SearchDocument = {
  readonly productId: string;
  readonly popularity: number;
  readonly newestMs: number;
  /** What `title` sorts by. */
  readonly titleKey: string;
  readonly card: DocumentCard;
  /** Marks of the values that are counted, apart by spaces. */
  readonly facetMarks: Readonly<Record<FacetFamily, string>>;
  readonly text: {
    readonly title: string;
    readonly code: string;
    readonly label: string;
    readonly body: string;
    readonly mark: string;
  };
  readonly prices: ProductFacts["prices"];
  /** Words of titles and names, that a misspelt one may have been meant for. */
  readonly terms: readonly string[];
  readonly values: readonly FacetValue[];
};

/** What an answer shows of it, in every locale and on every shelf. */
export type DocumentCard = {
  readonly id: string;
  readonly handle: string;
  /** By locale; the first is the shop's own. */
  readonly titles: Readonly<Record<string, string>>;
  readonly picture: ProductFacts["picture"];
  readonly prices: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly variants: number;
  readonly signal: Signal;
};

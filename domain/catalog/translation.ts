import type { Seo } from "./product.ts";

/** A product's texts in one locale. What is null or left out is shown in the next locale of the reader's chain. */
export type Translation = {
  readonly title: string | null;
  readonly description: string | null;
  readonly descriptionHtml: string | null;
  readonly seo: Seo | null;
  /** By the name of the option: its name here, and its values by what the product calls them. */
  readonly options: Readonly<Record<string, { readonly name: string; readonly values: Texts }>>;
  /** Titles of variants, by SKU. */
  readonly variants: Texts;
};

type Texts = Readonly<Record<string, string>>;

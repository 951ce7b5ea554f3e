/** The category a country's other goods fall back to. */
export const STANDARD_TAX_CATEGORY = "standard";

/** One tax of one country on one category of goods, e.g. `{ country: "DE", category: "books", name: "MwSt.", ratePpm: 70_000 }`. */
export type TaxRate = {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly category: string;
  /** What the buyer reads on the receipt. */
  readonly name: string;
  /** Parts per million; zero is a real rate (zero-rated goods), unlike having no rate at all. */
  readonly ratePpm: number;
};

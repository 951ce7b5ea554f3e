/** What an attribute holds. A date is a day (`2026-11-20`), a choice one of those listed. */
export const ATTRIBUTE_KINDS = ["text", "number", "boolean", "date", "choice"] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];
export type AttributeValue = string | number | boolean;

/** One thing that products of a type say of themselves. */
export type AttributeDefinition = {
  readonly key: string;
  readonly title: string;
  readonly kind: AttributeKind;
  /** Of a choice; empty for the others. */
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  /** Whether shoppers may filter by it. */
  readonly isFilterable: boolean;
};

/** What products of one sort have in common. Its handle is its name for ever. */
export type ProductType = {
  readonly handle: string;
  readonly title: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

/** A type as it is kept: with the kinds of attributes that it had, by key. */
export type KeptProductType = ProductType & {
  readonly formerKinds: Readonly<Record<string, AttributeKind>>;
};

export const PRODUCT_TYPES_MAX = 500;

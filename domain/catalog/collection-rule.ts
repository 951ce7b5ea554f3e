/** What a rule asks of a product. Availability is no such thing: it changes with every sale, and collections would too. */
export type CollectionRule =
  | {
      readonly field: "tag" | "type" | "brand" | "category";
      readonly op: "is" | "is_not";
      readonly value: string;
    }
  | { readonly field: "title"; readonly op: "contains" | "starts_with" | "is"; readonly value: string }
  /** Any variant's base price in that currency, price lists apart. */
  | {
      readonly field: "price";
      readonly op: "at_least" | "at_most";
      readonly value: number;
      readonly currency: string;
    }
  /** Any variant that takes this value of the option with this name. */
  | { readonly field: "option"; readonly op: "is"; readonly name: string; readonly value: string }
  | {
      readonly field: "attribute";
      readonly op: "is" | "is_not" | "at_least" | "at_most";
      readonly name: string;
      readonly value: string | number | boolean;
    }
  | { readonly field: "created"; readonly op: "within_days"; readonly value: number }
  | { readonly field: "published"; readonly op: "within_days"; readonly value: number };

/** COL-1 The rules of a collection: all of them hold, or any. */
export type RuleSet = { readonly match: "all" | "any"; readonly rules: readonly CollectionRule[] };

export const RULES_MAX = 20;

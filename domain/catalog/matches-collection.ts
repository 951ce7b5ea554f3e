import type { CollectionRule, RuleSet } from "./collection-rule.ts";
import type { Product } from "./product.ts";
import type { AttributeValue } from "./product-type.ts";

/** COL-1 Whether a product is in a rule collection, and until when: null where no rule about time ends it. */
export type Membership =
  | { readonly isMember: false }
  | { readonly isMember: true; readonly untilMs: number | null };

type Judged = Pick<
  Product,
  | "title"
  | "tags"
  | "type"
  | "brand"
  | "categories"
  | "attributes"
  | "variants"
  | "createdAtMs"
  | "publishedAtMs"
>;

const DAY_MS = 24 * 60 * 60 * 1_000;
const FOR_EVER = Number.POSITIVE_INFINITY;

/**
 * COL-1 The product as it is decides, its status and stock apart: those who may not see it don't see it in a collection.
 * `categoriesOf` says which categories the product is in, those above its own among them.
 */
export function matchesCollection(
  product: Judged,
  { match, rules }: RuleSet,
  categoriesOf: ReadonlySet<string>,
  nowMs: number,
): Membership {
  const ends = rules.map((rule) => endOf(rule, product, categoriesOf, nowMs));
  const endMs = match === "all" ? Math.min(...ends) : Math.max(...ends);
  if (endMs <= nowMs) return { isMember: false };
  return { isMember: true, untilMs: endMs === FOR_EVER ? null : endMs };
}

/** Until when a rule holds of the product; a moment that has passed when it does not. */
function endOf(
  rule: CollectionRule,
  product: Judged,
  categories: ReadonlySet<string>,
  nowMs: number,
): number {
  if (rule.field === "created") return product.createdAtMs + rule.value * DAY_MS;
  if (rule.field === "published") {
    return product.publishedAtMs === null ? nowMs : product.publishedAtMs + rule.value * DAY_MS;
  }
  return holds(rule, product, categories) ? FOR_EVER : nowMs;
}

type Lasting = Exclude<CollectionRule, { field: "created" | "published" }>;

function holds(rule: Lasting, product: Judged, categories: ReadonlySet<string>): boolean {
  switch (rule.field) {
    case "tag":
      return product.tags.includes(rule.value) === (rule.op === "is");
    case "type":
      return (product.type === rule.value) === (rule.op === "is");
    case "brand":
      return (product.brand === rule.value) === (rule.op === "is");
    case "category":
      return categories.has(rule.value) === (rule.op === "is");
    case "title":
      return titleHolds(fold(product.title), rule.op, fold(rule.value));
    case "price":
      return product.variants.some(({ prices }) =>
        prices.some(
          ({ amount, currency }) =>
            currency === rule.currency &&
            (rule.op === "at_least" ? amount >= rule.value : amount <= rule.value),
        ),
      );
    case "option":
      return product.variants.some(
        ({ options }) => Object.hasOwn(options, rule.name) && options[rule.name] === rule.value,
      );
    case "attribute":
      return attributeHolds(
        Object.hasOwn(product.attributes, rule.name) ? product.attributes[rule.name] : undefined,
        rule,
      );
  }
}

function titleHolds(title: string, op: "contains" | "starts_with" | "is", value: string): boolean {
  if (op === "contains") return title.includes(value);
  return op === "is" ? title === value : title.startsWith(value);
}

/** Days compare as texts do. What differs in kind is neither more nor less. */
function attributeHolds(
  found: AttributeValue | undefined,
  { op, value }: Extract<CollectionRule, { field: "attribute" }>,
): boolean {
  if (op === "is_not") return found !== value;
  if (op === "is") return found === value;
  if (found === undefined || typeof found !== typeof value) return false;
  return op === "at_least" ? found >= value : found <= value;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

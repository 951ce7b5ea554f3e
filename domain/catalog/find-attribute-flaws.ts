import type { Flaw } from "./flaw.ts";
import type { ProductFields } from "./product.ts";
import type { AttributeDefinition, AttributeValue, ProductType } from "./product-type.ts";

type Typed = Pick<ProductFields, "type" | "attributes">;

/** CAT-8 A product's attributes are those of its type, each of its kind, and none that is required is missing. */
export function findAttributeFlaws(product: Typed, types: ReadonlyMap<string, ProductType>): Flaw[] {
  const keys = Object.keys(product.attributes);
  if (product.type === null) {
    return keys.map((key) => ({ at: ["attributes", key], detail: "a product without a type has none" }));
  }
  const type = types.get(product.type);
  if (!type) return [{ at: ["type"], detail: "does not exist" }];

  const definitions = new Map(type.attributes.map((definition) => [definition.key, definition]));
  const wrong = Object.entries(product.attributes).flatMap(([key, value]) => {
    const detail = describeMisfit(definitions.get(key), value);
    return detail === null ? [] : [{ at: ["attributes", key], detail }];
  });
  const missing = type.attributes
    .filter(({ key, isRequired }) => isRequired && !Object.hasOwn(product.attributes, key))
    .map(({ key }) => ({ at: ["attributes", key], detail: `is required by the type "${type.handle}"` }));
  return [...wrong, ...missing];
}

function describeMisfit(definition: AttributeDefinition | undefined, value: AttributeValue): string | null {
  if (!definition) return "is not an attribute of the product's type";
  switch (definition.kind) {
    case "text":
      return typeof value === "string" ? null : "takes a text";
    case "number":
      return typeof value === "number" ? null : "takes a number";
    case "boolean":
      return typeof value === "boolean" ? null : "takes true or false";
    case "date":
      return typeof value === "string" && isDay(value) ? null : 'takes a day, such as "2026-11-20"';
    case "choice":
      return typeof value === "string" && definition.choices.includes(value)
        ? null
        : `takes one of ${definition.choices.slice(0, 10).join(", ")}${definition.choices.length > 10 ? ", …" : ""}`;
  }
}

/** A day that exists: the calendar turns 2026-02-30 into another one. */
function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

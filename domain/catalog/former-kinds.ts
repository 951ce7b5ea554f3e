import type { AttributeDefinition, AttributeKind, KeptProductType } from "./product-type.ts";

/** CAT-8 Kinds of the attributes that a type had before and does not have now, by key: products may still hold some. */
export function formerKinds(
  before: Pick<KeptProductType, "attributes" | "formerKinds">,
  attributes: readonly AttributeDefinition[],
): Readonly<Record<string, AttributeKind>> {
  const kinds = new Map([
    ...Object.entries(before.formerKinds),
    ...before.attributes.map(({ key, kind }) => [key, kind] as const),
  ]);
  for (const { key } of attributes) kinds.delete(key);
  return Object.fromEntries(kinds);
}

import { type Flaw, findRepeats } from "./flaw.ts";
import { formerKinds } from "./former-kinds.ts";
import type { AttributeDefinition, KeptProductType } from "./product-type.ts";

/** In all its life, so that what is kept of a type stays small. */
export const ATTRIBUTES_EVER_MAX = 500;

/**
 * CAT-8 A product type that makes sense by itself, and goes on meaning what it meant: an attribute never changes its kind,
 * or what products hold under its key would be something else. It may go, and choices may; products keep what they have
 * until somebody edits their attributes. So one that comes back is of the kind that it was.
 */
export function findTypeFlaws(
  attributes: readonly AttributeDefinition[],
  present: Pick<KeptProductType, "attributes" | "formerKinds"> | null,
): Flaw[] {
  const earlier = new Map(Object.entries(present ? formerKinds(present, []) : {}));
  const ever = new Set([...earlier.keys(), ...attributes.map(({ key }) => key)]);
  return [
    ...(ever.size > ATTRIBUTES_EVER_MAX
      ? [{ at: ["attributes"], detail: `a type has at most ${ATTRIBUTES_EVER_MAX} in its life` }]
      : []),
    ...findRepeats(
      attributes,
      ({ key }) => key,
      (index) => ["attributes", index, "key"],
      "is the key of another attribute too",
    ),
    ...attributes.flatMap((attribute, index) => {
      const kind = earlier.get(attribute.key) ?? attribute.kind;
      if (kind === attribute.kind) return choiceFlaws(attribute, index);
      const detail = `is ${kind} for good: add an attribute under another key`;
      return [{ at: ["attributes", index, "kind"], detail }];
    }),
  ];
}

function choiceFlaws({ kind, choices }: AttributeDefinition, index: number): Flaw[] {
  const at = ["attributes", index, "choices"];
  if (kind !== "choice") return choices.length === 0 ? [] : [{ at, detail: "only a choice has choices" }];
  if (choices.length === 0) return [{ at, detail: "a choice has at least one" }];
  return findRepeats(
    choices,
    (choice) => choice,
    (choice) => [...at, choice],
    "is given twice",
  );
}

import { expect, it } from "vitest";
import { diffVariants } from "./diff-variants.ts";
import { product } from "./product.fixture.ts";
import type { Variant } from "./product.ts";

const [small, medium] = product().variants as [Variant, Variant];
const large: Variant = { ...small, id: "var_2", itemId: "inv_2", sku: "TEE-L" };

function idsOf(before: Variant[], after: Variant[]) {
  const { written, removedIds } = diffVariants(before, after);
  return { written: written.map(({ variant, position }) => `${position}:${variant.id}`), removedIds };
}

it.each<[string, Variant[], Variant[], { written: string[]; removedIds: string[] }]>([
  ["writes all of a new product", [], [small, medium], { written: ["0:var_0", "1:var_1"], removedIds: [] }],
  ["writes nothing when nothing changed", [small], [{ ...small }], { written: [], removedIds: [] }],
  [
    "writes what changed",
    [small, medium],
    [{ ...small, title: "Small" }, medium],
    { written: ["0:var_0"], removedIds: [] },
  ],
  [
    "writes what moved",
    [small, medium],
    [medium, small],
    { written: ["0:var_1", "1:var_0"], removedIds: [] },
  ],
  [
    "writes what is new and names what is gone",
    [small, medium],
    [small, large],
    { written: ["1:var_2"], removedIds: ["var_1"] },
  ],
])("%s", (_, before, after, expected) => {
  expect(idsOf(before, after)).toEqual(expected);
});

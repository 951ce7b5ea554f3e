import { expect, it } from "vitest";
import { changedParts } from "./changed-parts.ts";
import { product } from "./product.fixture.ts";
import type { Product, Variant } from "./product.ts";

const active = product();
const [small, medium] = active.variants as [Variant, Variant];
const archived = product({ status: "archived" });

it.each<[string, Product | null, Product, string[]]>([
  ["nothing of what is new", null, active, []],
  ["nothing when only title and prices change", active, { ...active, title: "Shirt" }, []],
  ["nothing when it is hidden", active, product({ status: "draft" }), []],
  ["what is renamed", active, { ...active, variants: [{ ...small, sku: "SHIRT-S" }, medium] }, ["var_0"]],
  ["what comes back by itself", { ...active, variants: [small] }, active, ["var_1"]],
  ["what is removed", active, { ...active, variants: [small] }, ["var_1"]],
  ["all of it when it is archived", active, archived, ["var_0", "var_1"]],
  ["and when it comes back", archived, active, ["var_0", "var_1"]],
])("bundles see %s", (_name, before, after, changed) => {
  expect(changedParts(before, after)).toEqual(changed);
});

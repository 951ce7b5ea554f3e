import { describe, expect, it } from "vitest";
import { archiveProduct } from "./archive-product.ts";
import { composeProduct, type NewProduct } from "./compose-product.ts";
import { identities, KNOWN, newProduct, product, variantFields } from "./product.fixture.ts";
import type { Component, NamedComponent, Product, VariantFields } from "./product.ts";
import { type ProductEdit, reviseProduct } from "./revise-product.ts";

const small = variantFields();
const medium = variantFields({ sku: "TEE-M", title: "M", options: { Size: "M" } });
const OPTIONS = [{ name: "Size", values: ["S", "M", "Set"] }];

/** `2 TEE-S + 1 MUG` */
function made(text: string): NamedComponent[] {
  return text.split(" + ").map((part) => {
    const [quantity, sku = ""] = part.split(" ");
    return { sku, quantity: Number(quantity) };
  });
}
const set = (components: NamedComponent[], sku = "SET"): VariantFields =>
  variantFields({ sku, title: "Set", options: { Size: "Set" }, components });

const compose = (variants: VariantFields[], change: Partial<NewProduct> = {}) =>
  composeProduct(newProduct({ options: OPTIONS, variants, ...change }), KNOWN, "prod_9", identities(), 0);
const found = (variantId: string, sku: string, quantity: number, isArchived = false): Component => ({
  ...{ variantId, sku, quantity, isArchived },
});

/** A stored product: a small tee, and a set of two of them and a mug. */
function stored(): Product {
  const [tee, other] = product().variants;
  if (!tee || !other) throw new Error("the fixture has two variants");
  const components = [found("var_0", "TEE-S", 2), found("var_mug", "MUG", 1)];
  return product({ options: OPTIONS, variants: [tee, { ...other, ...set([]), components }] });
}
const revise = (before: Product, edit: ProductEdit) =>
  reviseProduct(before, edit, KNOWN, identities(), 9_000);

describe("a bundle is made", () => {
  it("of variants of other products and of its own, each meant by its id from then on", () => {
    const composed = compose([small, set(made("2 TEE-S + 1 MUG"))]);
    expect(composed.ok && composed.value.variants.map(({ components }) => components)).toEqual([
      [],
      [found("var_new0", "TEE-S", 2), found("var_mug", "MUG", 1)],
    ]);
  });

  it("of what it held before where an edit does not say", () => {
    const before = stored();
    const [tee, bundle] = before.variants;
    const prices = [{ amount: 4999, currency: "EUR", compareAt: null }];
    const edited = revise(before, {
      variants: [
        { ...small, id: tee?.id ?? "" },
        { id: bundle?.id ?? "", sku: "SET", title: "Set", prices },
      ],
    });
    expect(edited).toMatchObject({
      ok: true,
      value: { variants: [{}, { prices, components: bundle?.components }] },
    });
  });

  it("of the very same when the same is said again: no version follows", () => {
    const before = stored();
    const edited = revise(before, { variants: [small, set(made("2 TEE-S + 1 MUG"))] });
    expect(edited.ok && edited.value).toBe(before);
  });

  it("of a variant that an edit renames, under its new SKU", () => {
    const before = stored();
    const [tee, bundle] = before.variants;
    const edited = revise(before, {
      variants: [
        { ...small, id: tee?.id ?? "", sku: "SHIRT-S" },
        { id: bundle?.id ?? "", sku: "SET", title: "Set", prices: small.prices },
      ],
    });
    expect(edited.ok && edited.value.variants[1]?.components[0]).toEqual(found("var_0", "SHIRT-S", 2));
  });

  it("of something else when staff say so, and of what was archived while they don't", () => {
    const before = stored();
    const [tee, bundle] = before.variants;
    if (!tee || !bundle) throw new Error("there are two");
    const archived = {
      ...bundle,
      components: [found("var_0", "TEE-S", 2), found("var_mug", "MUG", 1, true)],
    };
    const stale = { ...before, variants: [tee, archived] };
    expect(revise(stale, { title: "Tees" })).toMatchObject({
      ok: true,
      value: { variants: [{}, { components: archived.components }] },
    });
    expect(revise(stale, { variants: [small, set(made("3 TEE-S"))] })).toMatchObject({
      ok: true,
      value: { variants: [{}, { id: bundle.id, components: [found("var_0", "TEE-S", 3)] }] },
    });
  });

  it("under a SKU that a component had before it was archived", () => {
    const before = stored();
    const [tee, bundle] = before.variants;
    if (!tee || !bundle) throw new Error("there are two");
    const components = [found("var_old", "MUG", 1, true), found("var_mug", "MUG", 1)];
    const edited = revise(
      { ...before, variants: [tee, { ...bundle, components }] },
      { variants: [small, { id: bundle.id, sku: "MUG", title: "Set", prices: small.prices }] },
    );
    expect(edited).toMatchObject({ ok: true, value: { variants: [{}, { sku: "MUG", components }] } });
  });
});

describe("a bundle is refused", () => {
  const flawsOf = (revised: ReturnType<typeof revise>) =>
    revised.ok ? [] : revised.refusal.map(({ at, detail }) => `${at.join("/")} ${detail}`);

  it.each([
    ["that holds itself", "1 SET", 0, "is this variant itself"],
    ["of a SKU that nothing has", "1 TEE-S + 1 GONE", 1, 'no variant has the SKU "GONE"'],
    ["of another product's bundle", "1 BOX", 0, "is a bundle itself: name what that one is made of"],
    ["that lists something twice", "1 MUG + 2 TEE-S + 1 MUG", 2, "is listed twice: say so by its quantity"],
  ])("%s", (_name, components, place, detail) => {
    expect(flawsOf(compose([small, set(made(components))]))).toEqual([
      `variants/1/components/${place}/sku ${detail}`,
    ]);
  });

  it("of a bundle of its own product", () => {
    const pair = { ...set(made("2 TEE-S"), "PAIR"), options: { Size: "M" } };
    expect(flawsOf(compose([small, pair, set(made("2 PAIR"))]))).toEqual([
      "variants/2/components/0/sku is a bundle itself: name what that one is made of",
    ]);
  });

  it("in place of a variant that is stocked, and the reverse", () => {
    const before = stored();
    const asBundle = revise(before, {
      variants: [{ ...small, components: made("1 MUG") }, set(made("1 MUG"))],
    });
    expect(flawsOf(asBundle)).toEqual([expect.stringMatching(/^variants\/0\/components is stocked itself/)]);
    const asItem = revise(before, { variants: [small, set([])] });
    expect(flawsOf(asItem)).toEqual([expect.stringMatching(/^variants\/1\/components is a bundle for good/)]);
  });

  it("when an edit takes away what it holds, or names it by the SKU that it loses", () => {
    const before = stored();
    const [tee, bundle] = before.variants;
    const rest = { id: bundle?.id ?? "", sku: "SET", title: "Set", prices: small.prices };
    expect(flawsOf(revise(before, { variants: [medium, rest] }))).toEqual([
      'variants/1/components holds "TEE-S", which this edit removes',
    ]);
    const renamed = { ...small, id: tee?.id ?? "", sku: "SHIRT-S" };
    expect(
      flawsOf(revise(before, { variants: [renamed, { ...rest, components: made("2 TEE-S + 1 MUG") }] })),
    ).toEqual(['variants/1/components/0/sku no variant has the SKU "TEE-S"']);
  });
});

describe("what a bundle holds of its own product", () => {
  const heldBy = (bundle: Product) =>
    bundle.variants[1]?.components.map(({ sku, isArchived }) => [sku, isArchived]);

  it("goes and comes back with it", () => {
    const archived = archiveProduct(stored(), 9_000);
    expect(heldBy(archived)).toEqual([
      ["TEE-S", true],
      ["MUG", false],
    ]);
    const again = revise(archived, { status: "active" });
    expect(again.ok && heldBy(again.value)).toEqual([
      ["TEE-S", false],
      ["MUG", false],
    ]);
    const born = compose([small, set(made("2 TEE-S + 1 MUG"))], { status: "archived" });
    expect(born.ok && heldBy(born.value)).toEqual([
      ["TEE-S", true],
      ["MUG", false],
    ]);
  });
});

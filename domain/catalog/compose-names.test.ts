import { describe, expect, it } from "vitest";
import { composeNames } from "./compose-names.ts";
import { composeProduct } from "./compose-product.ts";
import { identities, KNOWN, newProduct, product, variantFields } from "./product.fixture.ts";
import { reviseProduct } from "./revise-product.ts";

/** The same letters to a reader, typed with accents of their own. */
const apart = (text: string) => text.normalize("NFD");
const SIZE = "Größé";
const LARGE = "très grand";
const TAG = "café";

const spelled = (spell: (text: string) => string) =>
  newProduct({
    tags: [spell(TAG)],
    options: [{ name: spell(SIZE), values: [spell(LARGE)] }],
    variants: [variantFields({ options: { [spell(SIZE)]: spell(LARGE) } })],
    translations: {
      fr: {
        ...{ title: null, description: null, descriptionHtml: null, seo: null, variants: {} },
        options: { [spell(SIZE)]: { name: spell("Étendue"), values: { [spell(LARGE)]: spell("énorme") } } },
      },
    },
  });
const whole = (text: string) => text.normalize("NFC");
const compose = (spell: (text: string) => string) =>
  composeProduct(spelled(spell), KNOWN, "prod_1", identities(), 1);

describe("CAT-12 tags, options and their values", () => {
  it("are the same however a keyboard spelled them, on the product, its variants and in translations", () => {
    expect(apart(SIZE)).not.toBe(SIZE);
    expect(compose(apart).ok).toBe(true);
    expect(compose(apart)).toEqual(compose(whole));
  });

  it("are composed in what attributes hold, too, and numbers stay numbers", () => {
    const attributes = { material: apart(TAG), weight: 7, washable: true };
    expect(composeNames({ ...spelled(apart), attributes }).attributes).toEqual({
      ...attributes,
      material: TAG,
    });
  });

  it("agree when the options are spelled in one way and the variants in the other", () => {
    const { options } = spelled(whole);
    expect(composeProduct({ ...spelled(apart), options }, KNOWN, "prod_1", identities(), 1).ok).toBe(true);
  });

  it("are the same when they are edited, which makes no version, and no second tag", () => {
    const made = compose(whole);
    if (!made.ok) throw new Error("the product is sound");
    const { tags, options } = spelled(apart);
    expect(reviseProduct(made.value, { tags, options }, KNOWN, identities(), 9)).toEqual(made);
    const twice = reviseProduct(made.value, { tags: [TAG, apart(TAG)] }, KNOWN, identities(), 9);
    expect(twice.ok ? [] : twice.refusal.map(({ at }) => at.join("/"))).toEqual(["tags/1"]);
  });

  it("of an old version become so with the next edit, the variants' too", () => {
    const { tags, options, variants } = spelled(apart);
    const [present] = product().variants;
    if (!present || !variants[0]) throw new Error("there is a variant");
    const old = product({ tags, options, variants: [{ ...present, options: variants[0].options }] });
    const revised = reviseProduct(old, { title: "New" }, KNOWN, identities(), 9);
    expect(revised.ok && revised.value.variants[0]?.options).toEqual({ [whole(SIZE)]: whole(LARGE) });
    expect(revised.ok && revised.value.tags).toEqual([whole(TAG)]);
  });
});

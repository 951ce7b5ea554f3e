import { describe, expect, it } from "vitest";
import { localeChain } from "./locale-chain.ts";
import { identities, KNOWN, product, variantFields } from "./product.fixture.ts";
import { reviseProduct } from "./revise-product.ts";
import { translateProduct } from "./translate-product.ts";
import type { Translation } from "./translation.ts";

const nothing: Translation = {
  title: null,
  description: null,
  descriptionHtml: null,
  seo: null,
  options: {},
  variants: {},
};
const tee = product({
  description: "Soft.",
  seo: { title: "Buy a tee", description: null },
  translations: {
    de: {
      ...nothing,
      title: "Hemd",
      description: "Weich.",
      options: { Size: { name: "Größe", values: { S: "K", M: "M" } } },
      variants: { "TEE-S": "Klein" },
    },
    "de-AT": { ...nothing, title: "Leiberl", seo: { title: null, description: "Ein Leiberl" } },
  },
});
const shownIn = (locale: string) => translateProduct(tee, localeChain(locale));

describe("a reader's words", () => {
  it("are looked for text by text, from the narrowest locale to the product's own", () => {
    expect(shownIn("de-AT")).toMatchObject({
      title: "Leiberl",
      description: "Weich.",
      seo: { title: "Buy a tee", description: "Ein Leiberl" },
      options: [{ name: "Größe", values: ["K", "M"] }],
      variants: [
        { title: "Klein", options: { Größe: "K" } },
        { title: "M", options: { Größe: "M" } },
      ],
    });
    expect(shownIn("de")).toMatchObject({ title: "Hemd", seo: { title: "Buy a tee", description: null } });
    expect(shownIn("de-CH")).toMatchObject({ title: "Hemd" });
  });

  it("are the product's own where nobody translated it", () => {
    expect(shownIn("fr-FR")).toBe(tee);
    expect(shownIn("constructor")).toBe(tee);
  });

  it("tell options and values apart, or are the product's own", () => {
    const texts = (size: string, s: string) => ({
      ...nothing,
      options: { Size: { name: size, values: { S: s, M: "Mittel" } }, Cut: { name: "Form", values: {} } },
    });
    const cut = product({
      options: [...tee.options, { name: "Cut", values: ["Wide"] }],
      variants: tee.variants.map((variant) => ({ ...variant, options: { ...variant.options, Cut: "Wide" } })),
      translations: { de: texts("Form", "Klein"), fr: texts("Taille", "Mittel"), nl: texts("Cut", "Klein") },
    });
    const optionsIn = (locale: string) => {
      const { options, variants } = translateProduct(cut, [locale]);
      return [options.map(({ name, values }) => [name, ...values]), variants[0]?.options];
    };
    expect(optionsIn("de")).toEqual([
      [
        ["Size", "Klein", "Mittel"],
        ["Cut", "Wide"],
      ],
      { Size: "Klein", Cut: "Wide" },
    ]);
    expect(optionsIn("fr")).toEqual([
      [
        ["Taille", "S", "M"],
        ["Form", "Wide"],
      ],
      { Taille: "S", Form: "Wide" },
    ]);
    expect(optionsIn("nl")).toEqual([
      [
        ["Cut", "Klein", "Mittel"],
        ["Form", "Wide"],
      ],
      { Cut: "Klein", Form: "Wide" },
    ]);
  });

  it("leave prices, SKUs and ids as they are", () => {
    const ids = (shown: typeof tee) => shown.variants.map(({ id, sku, prices }) => [id, sku, prices]);
    expect(ids(shownIn("de-AT"))).toEqual(ids(tee));
  });
});

describe("a locale", () => {
  it.each([
    ["de-AT", ["de-AT", "de"]],
    ["zh-Hant-TW", ["zh-Hant-TW", "zh-Hant", "zh"]],
    ["en", ["en"]],
  ])("%s falls back by its parts", (locale, chain) => {
    expect(localeChain(locale)).toEqual(chain);
  });
});

describe("a translation of a variant", () => {
  const revise = (edit: Parameters<typeof reviseProduct>[1]) => {
    const revised = reviseProduct(tee, edit, KNOWN, identities(), 5_000);
    if (!revised.ok) throw new Error("not revised");
    return revised.value.translations.de?.variants;
  };
  const small = variantFields();
  const medium = variantFields({ sku: "TEE-M", title: "M", options: { Size: "M" } });

  it("goes with it when it is renamed, even when two swap their SKUs", () => {
    expect(revise({ variants: [{ ...small, id: "var_0", sku: "NEW" }, medium] })).toEqual({ NEW: "Klein" });
    const swapped = [
      { ...small, id: "var_0", sku: "TEE-M" },
      { ...medium, id: "var_1", sku: "TEE-S" },
    ];
    expect(revise({ variants: swapped })).toEqual({ "TEE-M": "Klein" });
  });

  it("is not another one's who gets the SKU of a variant that is removed", () => {
    const said = { de: { ...nothing, variants: { "TEE-S": "Klein", "TEE-M": "Mittel" } } };
    const both = product({ translations: said });
    const edit = { variants: [{ ...small, id: "var_0", sku: "TEE-M" }] };
    const revised = reviseProduct(both, edit, KNOWN, identities(), 5_000);
    expect(revised).toMatchObject({ value: { translations: { de: { variants: { "TEE-M": "Klein" } } } } });
    const fresh = {
      variants: [
        { ...small, id: "var_0", sku: "NEW" },
        { ...medium, id: "var_1", sku: "TEE-S" },
      ],
    };
    const moved = reviseProduct(both, fresh, KNOWN, identities(), 5_000);
    expect(moved).toMatchObject({
      value: { translations: { de: { variants: { NEW: "Klein", "TEE-S": "Mittel" } } } },
    });
  });

  it("goes with the variant that is removed", () => {
    expect(revise({ variants: [medium] })).toEqual({});
  });
});

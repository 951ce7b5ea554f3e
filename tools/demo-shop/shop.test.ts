import { describe, expect, it } from "vitest";
import { drawPicture } from "./draw-picture.ts";
import { demoShop } from "./shop.ts";
import { locales } from "./translations.ts";

const { collections, products, stock, locations, pricing, priceGroups, markets, priceLists } = demoShop;
const variants = products.flatMap((product) => product.variants);
const currencies = ["EUR", "GBP", "JPY", "USD"];
const repeated = (list: string[]): string[] => list.filter((item, i) => list.indexOf(item) !== i);

describe("the catalogue", () => {
  it("has between 64 and 80 products, two of them drafts", () => {
    expect(products.length).toBeGreaterThanOrEqual(64);
    expect(products.length).toBeLessThanOrEqual(80);
    expect(products.filter((product) => product.status === "draft")).toHaveLength(2);
  });

  it("gives every product its own ASCII kebab-case handle and picture", () => {
    expect(repeated(products.map((product) => product.handle))).toEqual([]);
    expect(repeated(products.map((product) => product.picture.slug))).toEqual([]);
    for (const { handle } of products) expect(handle).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("has titles beyond ASCII", () => {
    expect(products.filter((product) => /[^\p{ASCII}]/u.test(product.title)).length).toBeGreaterThanOrEqual(
      2,
    );
  });

  it("describes every product in two to four sentences", () => {
    for (const product of products) {
      const sentences = product.description.match(/[.!?](?= [A-Z]|$)/g) ?? [];
      expect(sentences.length, product.handle).toBeGreaterThanOrEqual(2);
      expect(sentences.length, product.handle).toBeLessThanOrEqual(4);
    }
  });

  it("gives every variant its own short upper-case SKU", () => {
    expect(repeated(variants.map((variant) => variant.sku))).toEqual([]);
    for (const { sku } of variants) expect(sku).toMatch(/^(?=.{3,24}$)[A-Z0-9]+(-[A-Z0-9]+)*$/);
  });

  it("offers every combination of a product's options exactly once, up to twelve", () => {
    for (const product of products) {
      const combinations = product.options.reduce((count, option) => count * option.values.length, 1);
      const chosen = product.variants.map((variant) => JSON.stringify(variant.options));

      expect(product.variants, product.handle).toHaveLength(combinations);
      expect(combinations, product.handle).toBeLessThanOrEqual(12);
      expect(repeated(chosen), product.handle).toEqual([]);
      expect(repeated(product.variants.map((variant) => variant.title)), product.handle).toEqual([]);
    }
  });

  it("gives variants only values their product's options list", () => {
    for (const { handle, options, variants } of products) {
      for (const variant of variants) {
        expect(Object.keys(variant.options), handle).toEqual(options.map((option) => option.name));
        for (const { name, values } of options) expect(values, handle).toContain(variant.options[name]);
      }
    }
  });

  it("prices every variant once in each of the four currencies, in positive integers", () => {
    for (const { sku, prices } of variants) {
      expect(prices.map((price) => price.currency).sort(), sku).toEqual(currencies);
      for (const { amount } of prices) expect(Number.isSafeInteger(amount) && amount > 0, sku).toBe(true);
    }
  });

  it("weighs what is shipped, and neither weighs nor ships what is downloaded", () => {
    for (const { sku, requires_shipping, weight_grams } of variants) {
      expect(Number.isInteger(weight_grams), sku).toBe(true);
      expect(weight_grams > 0, sku).toBe(requires_shipping);
    }
    expect(
      products.filter((product) => product.variants.every((v) => !v.requires_shipping)).length,
    ).toBeGreaterThanOrEqual(2);
  });

  it("prints barcodes that a scanner accepts and no maker owns", () => {
    const barcodes = variants.flatMap((variant) => variant.barcode ?? []);

    expect(barcodes.length).toBeGreaterThan(0);
    expect(repeated(barcodes)).toEqual([]);
    for (const barcode of barcodes) {
      // All thirteen digits, weighed from the right as GS1 has it, come to a multiple of ten.
      const weighed = [...barcode]
        .reverse()
        .reduce((sum, digit, i) => sum + Number(digit) * (i % 2 ? 3 : 1), 0);
      expect(barcode).toMatch(/^2\d{12}$/);
      expect(weighed % 10, barcode).toBe(0);
    }
  });

  it("files every product in collections that exist, and leaves none of them empty", () => {
    const handles = collections.map((collection) => collection.handle);

    expect(repeated(handles)).toEqual([]);
    expect([...new Set(products.flatMap((product) => product.collections))].sort()).toEqual(
      [...handles].sort(),
    );
    for (const product of products) expect(product.collections.length, product.handle).toBeGreaterThan(0);
  });
});

describe("the stock", () => {
  const unitsOf = (sku: string): number =>
    stock.filter((level) => level.sku === sku).reduce((sum, level) => sum + level.units, 0);

  it("counts only SKUs and locations that exist, once per pair, in positive integers", () => {
    const skus = new Set(variants.map((variant) => variant.sku));
    const codes = new Set(locations.map((location) => location.code));

    expect(repeated(stock.map((level) => `${level.sku}@${level.location}`))).toEqual([]);
    expect(stock.filter((level) => !skus.has(level.sku) || !codes.has(level.location))).toEqual([]);
    expect(stock.filter((level) => !Number.isSafeInteger(level.units) || level.units < 1)).toEqual([]);
  });

  it("holds every variant but one, which is sold out", () => {
    const none = variants.filter((variant) => unitsOf(variant.sku) === 0);
    expect(none.map((variant) => variant.sku)).toEqual(["SNK-LOW-43-TOMA"]);
  });

  it("has something nearly gone, something in one place only, and downloads for everyone", () => {
    const places = (sku: string): number => stock.filter((level) => level.sku === sku).length;

    expect(variants.filter((v) => unitsOf(v.sku) > 0 && unitsOf(v.sku) <= 3).length).toBeGreaterThanOrEqual(
      3,
    );
    expect(variants.some((v) => v.requires_shipping && places(v.sku) === 1)).toBe(true);
    expect(variants.some((v) => places(v.sku) === 2)).toBe(true);
    for (const v of variants.filter((v) => !v.requires_shipping)) expect(unitsOf(v.sku), v.sku).toBe(100_000);
  });
});

describe("the pricing bundle", () => {
  it("says of each currency once whether its prices include tax", () => {
    expect(pricing.currencies.map((currency) => currency.code).sort()).toEqual(currencies);
  });

  it("rates both categories of twelve countries once each, its own among them, and the United States not at all", () => {
    const rated = pricing.tax_rates.map((rate) => `${rate.country} ${rate.category}`);

    expect(repeated(rated)).toEqual([]);
    expect(rated).toHaveLength(24);
    expect(rated).toContain(`${pricing.default_country} standard`);
    expect(rated.filter((rate) => rate.startsWith("US"))).toEqual([]);
  });

  it("names each rate by the percentage it charges", () => {
    const german = pricing.tax_rates.find((rate) => rate.country === "DE" && rate.category === "standard");

    expect(german).toEqual({ country: "DE", category: "standard", name: "VAT 19 %", rate_ppm: 190_000 });
    for (const { name, rate_ppm } of pricing.tax_rates) {
      expect(Number.isInteger(rate_ppm) && rate_ppm >= 0 && rate_ppm < 1_000_000, name).toBe(true);
      expect(Math.round(Number(/ ([\d.]+) %$/.exec(name)?.[1]) * 10_000), name).toBe(rate_ppm);
    }
  });

  it("ships everywhere by one option and faster at home, at a price in every currency", () => {
    for (const option of pricing.shipping_options) {
      expect(option.prices.map((price) => price.currency).sort(), option.id).toEqual(currencies);
      expect(option.min_days, option.id).toBeLessThanOrEqual(option.max_days);
    }
    const [standard, express] = pricing.shipping_options;
    expect(standard?.countries).toEqual([]);
    expect(express?.countries).toContain(pricing.default_country);
    expect(express?.countries).not.toContain("US");
  });
});

describe("the price lists", () => {
  it("are for groups and markets that exist, one for each, and price what the shop sells", () => {
    expect(priceLists.map((list) => list.price_group ?? list.market).sort()).toEqual(
      [...priceGroups, ...markets].map(({ handle }) => handle).sort(),
    );
    const skus = new Set(variants.map((variant) => variant.sku));
    for (const { handle, prices } of priceLists) {
      expect(prices.length, handle).toBeGreaterThan(0);
      expect(prices.filter(({ sku }) => !skus.has(sku))).toEqual([]);
      expect(repeated(prices.map(({ sku, min_quantity }) => `${sku} ${min_quantity}`))).toEqual([]);
    }
  });

  it("are cheaper than the variants' own prices, and the more so the more are bought", () => {
    for (const { currency, prices } of priceLists) {
      for (const [sku, tiers] of Map.groupBy(prices, (price) => price.sku)) {
        const own = variants
          .find((variant) => variant.sku === sku)
          ?.prices.find((p) => p.currency === currency);
        const amounts = tiers
          .sort((one, other) => one.min_quantity - other.min_quantity)
          .map(({ amount }) => amount);
        expect([own?.amount, ...amounts], sku).toEqual(
          [own?.amount, ...amounts].sort((a = 0, b = 0) => b - a),
        );
        expect(new Set([own?.amount, ...amounts]).size, sku).toBe(tiers.length + 1);
        for (const amount of amounts) expect(Number.isInteger(amount), sku).toBe(true);
      }
    }
  });

  it("take the currency and the language of a market from what the shop has", () => {
    for (const { currency, locale, countries } of markets) {
      expect(currencies).toContain(currency);
      expect(locales).toContain(locale);
      expect(pricing.tax_rates.filter((rate) => countries.includes(rate.country))).toHaveLength(
        2 * countries.length,
      );
    }
  });
});

describe("the pictures", () => {
  it("are drawn the same every time, and differently for each product", () => {
    const drawn = products.map(drawPicture);

    expect(products.map((product) => drawPicture(structuredClone(product)))).toEqual(drawn);
    expect(repeated(drawn)).toEqual([]);
  });

  it("are self-contained: no script, no link, no embedded document", () => {
    for (const product of products) {
      const svg = drawPicture(product).replace(' xmlns="http://www.w3.org/2000/svg"', "");
      expect(svg, product.handle).not.toMatch(/<script|http|href|url\(|<foreignObject|<style|\son\w+=/i);
    }
  });

  it("weigh less than 6 KB", () => {
    const sizes = products.map((product) => new TextEncoder().encode(drawPicture(product)).length);
    expect(Math.max(...sizes)).toBeLessThan(6 * 1024);
  });

  it("close every element they open", () => {
    for (const product of products) {
      const open: string[] = [];
      for (const [, closing, name = "", attributes = ""] of drawPicture(product).matchAll(
        /<(\/?)(\w+)([^>]*)>/g,
      )) {
        if (closing) expect(open.pop(), product.handle).toBe(name);
        else if (!attributes.endsWith("/")) open.push(name);
      }
      expect(open, product.handle).toEqual([]);
    }
  });

  it("contain no number that arithmetic broke", () => {
    for (const product of products)
      expect(drawPicture(product), product.handle).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("say what they show", () => {
    for (const product of products) expect(drawPicture(product)).toMatch(/<title>[^<]{10,}<\/title>/);
  });

  it("come in at least 14 motifs", () => {
    expect(
      new Set(products.map((product) => product.picture.slug.split("--")[0])).size,
    ).toBeGreaterThanOrEqual(14);
  });
});

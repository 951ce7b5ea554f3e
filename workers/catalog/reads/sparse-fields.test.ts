import { describe, expect, it } from "vitest";
import { Product, ProductCard } from "../../../contracts/http/store/product.ts";
import { pickFields, readFields } from "./sparse-fields.ts";

const pick = (asked: string, value: unknown) => {
  const fields = readFields(asked, Product);
  return fields && pickFields(value, fields);
};
const PRODUCT = {
  id: "prod_1",
  title: "Tee",
  media: [],
  variants: [
    { id: "var_1", sku: "A", price: { amount: 1, currency: "EUR" } },
    { id: "var_2", sku: "B", price: null },
  ],
};

describe("fields", () => {
  it("are all when none are asked for", () => {
    expect(readFields(null, Product)).toBeNull();
  });

  it("are those that are named, in the order of the answer", () => {
    expect(pick("title,id", PRODUCT)).toEqual({ id: "prod_1", title: "Tee" });
    expect(JSON.stringify(pick("title,id", PRODUCT))).toBe('{"id":"prod_1","title":"Tee"}');
  });

  it("of a list cut each of its items", () => {
    expect(pick("id, variants.sku", PRODUCT)).toEqual({
      id: "prod_1",
      variants: [{ sku: "A" }, { sku: "B" }],
    });
    expect(pick("variants.sku,variants.id", PRODUCT)).toEqual({
      variants: [
        { id: "var_1", sku: "A" },
        { id: "var_2", sku: "B" },
      ],
    });
  });

  it.each([
    "variants,variants.sku",
    "variants.sku,variants",
  ])("that are asked for whole are whole: %s", (asked) => {
    expect(pick(asked, PRODUCT)).toEqual({ variants: PRODUCT.variants });
  });

  it("reach into what may be absent", () => {
    const fields = readFields("price_from.amount", ProductCard);
    expect(fields && pickFields({ price_from: { amount: 5, currency: "EUR" } }, fields)).toEqual({
      price_from: { amount: 5 },
    });
    expect(fields && pickFields({ price_from: null }, fields)).toEqual({ price_from: null });
  });

  it.each([
    "",
    "nope",
    "id,nope",
    "title.length",
    "variants.price.amount",
    "variants.nope",
    "__proto__",
    "constructor",
  ])("that do not exist are refused: %j", (asked) => {
    expect(() => readFields(asked, Product)).toThrowError(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });

  it("are fifty at most", () => {
    expect(() => readFields("id,".repeat(50).concat("id"), Product)).toThrowError();
  });
});

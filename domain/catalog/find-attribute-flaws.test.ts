import { describe, expect, it } from "vitest";
import { composeProduct } from "./compose-product.ts";
import { ATTRIBUTES_EVER_MAX, findTypeFlaws } from "./find-type-flaws.ts";
import { formerKinds } from "./former-kinds.ts";
import { attribute, BOOK, identities, KNOWN, newProduct, product } from "./product.fixture.ts";
import type { AttributeValue } from "./product-type.ts";
import { reviseProduct } from "./revise-product.ts";

const NOW_MS = 5_000;
const compose = (type: string | null, attributes: Record<string, AttributeValue>) =>
  composeProduct(newProduct({ type, attributes }), KNOWN, "prod_1", identities(), NOW_MS);
const placesOf = (result: ReturnType<typeof compose>) =>
  result.ok ? [] : result.refusal.map(({ at }) => at.join("/"));

describe("CAT-8 attributes of a product", () => {
  it("are of the kind that its type says", () => {
    expect(
      compose("book", {
        pages: 320,
        binding: "hard",
        published_on: "2024-02-29",
        is_signed: false,
        subtitle: "A novel",
      }).ok,
    ).toBe(true);
  });

  it.each<[string, Record<string, AttributeValue>, string]>([
    ["a text for a number", { pages: "320" }, "attributes/pages"],
    ["a number for a text", { pages: 1, subtitle: 7 }, "attributes/subtitle"],
    ["a choice that is none", { pages: 1, binding: "spiral" }, "attributes/binding"],
    ["a day that does not exist", { pages: 1, published_on: "2023-02-29" }, "attributes/published_on"],
    ["a moment for a day", { pages: 1, published_on: "2023-02-28T00:00:00Z" }, "attributes/published_on"],
    ["a key that the type lacks", { pages: 1, colour: "red" }, "attributes/colour"],
    ["nothing where the type asks for it", {}, "attributes/pages"],
    ["a key that every object has", { pages: 1, constructor: "x" }, "attributes/constructor"],
  ])("can't be %s", (_, attributes, place) => {
    expect(placesOf(compose("book", attributes))).toEqual([place]);
  });

  it("are none without a type, and of no type that does not exist", () => {
    expect(placesOf(compose(null, { pages: 1 }))).toEqual(["attributes/pages"]);
    expect(placesOf(compose("magazine", {}))).toEqual(["type"]);
  });

  it("that the type lost meanwhile are no reason to refuse an edit of something else", () => {
    const before = product({ type: "book", attributes: { colour: "red" } });
    const revise = (edit: Parameters<typeof reviseProduct>[1]) =>
      reviseProduct(before, edit, KNOWN, identities(), NOW_MS);
    expect(revise({ title: "Shirt" })).toMatchObject({ ok: true, value: { attributes: { colour: "red" } } });
    expect(revise({ attributes: { colour: "blue" } }).ok).toBe(false);
  });
});

describe("CAT-8 a product type", () => {
  it.each([
    ["one key twice", [attribute({ key: "a" }), attribute({ key: "a" })], "attributes/1/key"],
    ["a choice of nothing", [attribute({ key: "a", kind: "choice" })], "attributes/0/choices"],
    ["choices of a text", [attribute({ key: "a", choices: ["x"] })], "attributes/0/choices"],
    [
      "a choice given twice",
      [attribute({ key: "a", kind: "choice", choices: ["x", "y", "x"] })],
      "attributes/0/choices/2",
    ],
    [
      "another kind under a key that it has",
      [attribute({ key: "pages", kind: "text" })],
      "attributes/0/kind",
    ],
  ])("can't have %s", (_, attributes, place) => {
    expect(findTypeFlaws(attributes, { ...BOOK, formerKinds: {} }).map(({ at }) => at.join("/"))).toEqual([
      place,
    ]);
  });

  it("may lose attributes and gain them", () => {
    expect(findTypeFlaws([attribute({ key: "isbn" })], { ...BOOK, formerKinds: {} })).toEqual([]);
  });

  it("gets back what it lost under the kind that it had: products may still hold some", () => {
    const less = { attributes: [], formerKinds: formerKinds({ ...BOOK, formerKinds: {} }, []) };
    const later = { attributes: [], formerKinds: formerKinds(less, []) };
    const pages = (kind: "text" | "number") => findTypeFlaws([attribute({ key: "pages", kind })], later);
    expect([pages("number"), pages("text").map(({ at }) => at.join("/"))]).toEqual([
      [],
      ["attributes/0/kind"],
    ]);
    expect(formerKinds(later, BOOK.attributes)).toEqual({});
  });

  it("has a limit to what it ever had", () => {
    const attributes = Array.from({ length: ATTRIBUTES_EVER_MAX }, (_, at) => attribute({ key: `a${at}` }));
    const full = { attributes: [], formerKinds: formerKinds({ attributes, formerKinds: {} }, []) };
    expect(findTypeFlaws([attribute({ key: "a0" })], full)).toEqual([]);
    expect(findTypeFlaws([attribute({ key: "b" })], full)).toMatchObject([{ at: ["attributes"] }]);
  });
});

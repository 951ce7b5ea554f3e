import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCatalogUrl } from "./canonical-catalog-url.ts";

const canonical = (pathAndQuery: string) =>
  canonicalCatalogUrl(new URL(pathAndQuery, "https://shop.example"));
const SHELF = /^https:\/\/catalog\/web\/default\/([A-Za-z0-9]{1,16}|-)\/-\/-\//;

describe("the canonical URL of a catalog read", () => {
  it.each([
    ["/v1/store/products", "https://catalog/web/default/-/-/-/products"],
    ["/v1/store/products?currency=EUR", "https://catalog/web/default/EUR/-/-/products"],
    [
      "/v1/store/products?limit=5&cursor=abc&collection=home&currency=JPY",
      "https://catalog/web/default/JPY/-/-/products?collection=home&cursor=abc&limit=5",
    ],
    ["/v1/store/products?utm_source=x&q=y", "https://catalog/web/default/-/-/-/products"],
    ["/v1/store/products/linen-crew-tee", "https://catalog/web/default/-/-/-/products/linen-crew-tee"],
    [
      "/v1/store/products/linen%2Dcrew%2Dtee?limit=3",
      "https://catalog/web/default/-/-/-/products/linen-crew-tee",
    ],
    ["/v1/store/products/caf%c3%a9", "https://catalog/web/default/-/-/-/products/caf%C3%A9"],
    ["/v1/store/collections?limit=3", "https://catalog/web/default/-/-/-/collections"],
    [
      "/v1/store/availability?variant_ids=var_b,var_a&variant_ids=var_b&currency=EUR",
      "https://catalog/web/default/-/-/-/availability?variant_ids=var_a%2Cvar_b",
    ],
    ["/v1/store/availability", "https://catalog/web/default/-/-/-/availability"],
    ["/media/0f3a.svg?x=1", "https://catalog/media/0f3a.svg"],
  ])("of %s is %s", (asked, expected) => {
    expect(canonical(asked)).toBe(expected);
  });

  it("passes on what the catalog refuses", () => {
    expect(canonical("/v1/store/products?currency=eur")).toContain("/eur/");
    expect(canonical("/v1/store/products?currency=")).toContain("/invalid/");
    expect(canonical("/v1/store/products?currency=-")).toContain("/invalid/");
    expect(canonical("/v1/store/products?currency=EUR&currency=USD")).toContain("/invalid/");
    expect(canonical("/v1/store/products?limit=1&limit=2")).toContain("?limit=1&limit=2");
    expect(canonical("/v1/store/products?limit=-1e9")).toContain("?limit=-1e9");
  });

  it.each([
    "/v1/store/products/",
    "/v1/store/products/a/b",
    "/v1/store/products/a/",
    "/v1/store/products/%ff",
    "/v1/store/collections/home",
    "/v1/store/availability/var_a",
    "/media",
    "/media/",
    "/media/a/b",
    "/v1/store/carts",
  ])("is nowhere for %s", (asked) => {
    expect(canonical(asked)).toBeNull();
  });

  it("is the same for equal reads, whatever their parameters' order, company and escapes", () => {
    const parameters = fc.record(
      {
        collection: fc.string({ unit: "grapheme", maxLength: 20 }),
        cursor: fc.string({ maxLength: 20 }),
        limit: fc.string({ maxLength: 5 }),
        currency: fc.constantFrom("EUR", "usd", "", "-", "../x"),
      },
      { requiredKeys: [] },
    );
    const strangers = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,5}$/), fc.string({ maxLength: 8 }));

    fc.assert(
      fc.property(parameters, strangers, fc.boolean(), (known, strange, reversed) => {
        const plain = new URLSearchParams(Object.entries(known));
        const entries = [...Object.entries(strange), ...Object.entries(known)];
        const query = (reversed ? entries.reverse() : entries).map(
          ([name, value]) => `${name}=${escapeEverything(value)}`,
        );
        expect(canonical(`/v1/store/products?${query.join("&")}`)).toBe(
          canonical(`/v1/store/products?${plain}`),
        );
      }),
    );
  });

  it("differs for different handles", () => {
    const handle = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((text) => !/^\.+$/.test(text));
    fc.assert(
      fc.property(handle, handle, (a, b) => {
        const of = (text: string) => canonical(`/v1/store/products/${encodeURIComponent(text)}`);
        expect(of(a) === of(b)).toBe(a === b);
      }),
    );
  });

  it("never leaves its shelf, whatever is asked", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "..",
        "%2e%2e",
        "%2f",
        "%252e%252e%252f",
        "//",
        "\\",
        "?",
        "#",
        "@evil",
        ":80",
        "%00",
        "%",
        ";",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const hostile = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const prefix = fc.constantFrom(
      "/v1/store/products",
      "/v1/store/products/",
      "/v1/store/collections",
      "/media/",
    );

    fc.assert(
      fc.property(prefix, hostile, hostile, (start, path, currency) => {
        const asked = `${start}${path}?currency=${encodeURIComponent(currency.toWellFormed())}`;
        if (!URL.canParse(asked, "https://shop.example")) return;
        const answer = canonical(asked);
        if (answer === null) return;

        // What we wrote is what the platform reads: no segment is resolved away, no host or query is injected.
        const read = new URL(answer);
        expect(read.href).toBe(answer);
        expect(read.host).toBe("catalog");
        expect(read.hash).toBe("");
        if (read.pathname.startsWith("/media/")) expect(read.pathname.split("/")).toHaveLength(3);
        else {
          expect(answer).toMatch(SHELF);
          expect(read.pathname.split("/").length).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

function escapeEverything(text: string): string {
  return [...new TextEncoder().encode(text.toWellFormed())]
    .map((byte) => `%${byte.toString(16).padStart(2, "0")}`)
    .join("");
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCatalogUrl, type Reader } from "./canonical-catalog-url.ts";

const canonical = (pathAndQuery: string, reader: Reader = {}) =>
  canonicalCatalogUrl(new URL(pathAndQuery, "https://shop.example"), reader);
const SHELF = /^https:\/\/catalog\/web\/-\/([A-Za-z0-9]{1,16}|[-!])\/-\/-\//;

describe("the canonical URL of a catalog read", () => {
  it.each([
    ["/v1/store/products", "https://catalog/web/-/-/-/-/products"],
    ["/v1/store/products?currency=EUR", "https://catalog/web/-/EUR/-/-/products"],
    [
      "/v1/store/products?limit=5&cursor=abc&collection=home&currency=JPY",
      "https://catalog/web/-/JPY/-/-/products?collection=home&cursor=abc&limit=5",
    ],
    ["/v1/store/products?utm_source=x&q=y", "https://catalog/web/-/-/-/-/products?q=y"],
    [
      "/v1/store/products?option.Size=M&tag=b&q=tee+%26&tag=a&option.Size=L",
      "https://catalog/web/-/-/-/-/products?option.Size=L&option.Size=M&q=tee+%26&tag=a&tag=b",
    ],
    ["/v1/store/search/suggestions?q=lin&locale=de&x=1", "https://catalog/web/-/-/de/-/suggestions?q=lin"],
    ["/v1/store/products/linen-crew-tee", "https://catalog/web/-/-/-/-/products/linen-crew-tee"],
    [
      "/v1/store/products/tee?fields=title,%20id,title&expand=related&x=1",
      "https://catalog/web/-/-/-/-/products/tee?expand=related&fields=id%2Ctitle",
    ],
    [
      "/v1/store/products?ids=prod_b,prod_a,prod_b",
      "https://catalog/web/-/-/-/-/products?ids=prod_a%2Cprod_b",
    ],
    ["/v1/store/products/linen%2Dcrew%2Dtee?limit=3", "https://catalog/web/-/-/-/-/products/linen-crew-tee"],
    ["/v1/store/products/caf%c3%a9", "https://catalog/web/-/-/-/-/products/caf%C3%A9"],
    ["/v1/store/collections?limit=3", "https://catalog/web/-/-/-/-/collections"],
    [
      "/v1/store/availability?variant_ids=var_b,var_a&variant_ids=var_b&currency=EUR",
      "https://catalog/web/-/-/-/-/availability?variant_ids=var_a%2Cvar_b",
    ],
    ["/v1/store/availability", "https://catalog/web/-/-/-/-/availability"],
    ["/media/0f3a.svg?x=1", "https://catalog/media/0f3a.svg"],
  ])("of %s is %s", (asked, expected) => {
    expect(canonical(asked)).toBe(expected);
  });

  it("says where the key sells and to whom, and which market and language the reader asks for", () => {
    const reader = { channel: "pos", priceGroup: "wholesale" };
    const query = "?market=dach&locale=de-AT&currency=CHF";
    expect(canonical(`/v1/store/products/tee${query}`, reader)).toBe(
      "https://catalog/pos/dach/CHF/de-AT/wholesale/products/tee",
    );
    expect(canonical(`/v1/store/collections${query}`, reader)).toBe(
      "https://catalog/pos/dach/-/de-AT/-/collections",
    );
    expect(canonical(`/v1/store/availability${query}&variant_ids=var_a`, reader)).toBe(
      "https://catalog/pos/-/-/-/-/availability?variant_ids=var_a",
    );
    expect(canonical(`/media/a${query}`, reader)).toBe("https://catalog/media/a");
  });

  it.each([
    "market",
    "currency",
    "locale",
  ])("passes a %s on that can't be one as no choice of any shop", (name) => {
    for (const value of ["", "-", "!", "..", "../x", "a/b", "%2f", "é", "x".repeat(40), "-x", "a b"]) {
      const asked = canonical(`/v1/store/products?${new URLSearchParams({ [name]: value })}`);
      expect(
        asked
          ?.split("/")
          .slice(4, 7)
          .filter((segment) => segment !== "-"),
      ).toEqual(["!"]);
    }
    expect(canonical(`/v1/store/products?${name}=de&${name}=de`)).toContain("/!/");
  });

  it("passes on what the catalog refuses", () => {
    expect(canonical("/v1/store/products?currency=eur")).toContain("/eur/");
    expect(canonical("/v1/store/products?currency=")).toContain("/!/");
    expect(canonical("/v1/store/products?currency=-")).toContain("/!/");
    expect(canonical("/v1/store/products?currency=EUR&currency=USD")).toContain("/!/");
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

import { describe, expect, it } from "vitest";
import { composeMerchantItem, type FeedItem } from "./compose-merchant-item.ts";
import { composeSitemap, composeSitemapIndex } from "./compose-sitemap.ts";
import { escapeXml } from "./escape-xml.ts";
import { isGtin } from "./is-gtin.ts";

const ITEM: FeedItem = {
  sku: "TEE-M",
  productId: "prod_1",
  variantCount: 2,
  title: "Tee & more",
  description: "Soft <b>linen</b>",
  url: "https://shop.example/products/tee",
  pictureUrls: ["https://shop.example/media/1", "https://shop.example/media/2"],
  price: { amount: 3900, currency: "EUR" },
  compareAt: null,
  status: "in_stock",
  availableFromMs: null,
  brand: "Tilia",
  barcode: "4006381333931",
  categoryPath: ["Apparel", "Tops"],
  weightGrams: 180,
  options: { colour: "Sage", size: "M" },
};
const item = (change: Partial<FeedItem> = {}) => composeMerchantItem({ ...ITEM, ...change });

describe("an item of the merchant feed", () => {
  it("says what the specification asks for", () => {
    expect(item()).toBe(
      "<item><g:id>TEE-M</g:id><g:item_group_id>prod_1</g:item_group_id><g:title>Tee &amp; more</g:title>" +
        "<g:description>Soft &lt;b&gt;linen&lt;/b&gt;</g:description>" +
        "<g:link>https://shop.example/products/tee</g:link>" +
        "<g:image_link>https://shop.example/media/1</g:image_link>" +
        "<g:additional_image_link>https://shop.example/media/2</g:additional_image_link>" +
        "<g:availability>in_stock</g:availability><g:price>39.00 EUR</g:price><g:condition>new</g:condition>" +
        "<g:brand>Tilia</g:brand><g:gtin>4006381333931</g:gtin><g:product_type>Apparel &gt; Tops</g:product_type>" +
        "<g:shipping_weight>180 g</g:shipping_weight><g:color>Sage</g:color><g:size>M</g:size></item>\n",
    );
  });

  it("shows the price before as the price, and the present one as the sale's", () => {
    expect(item({ compareAt: 4900 })).toContain(
      "<g:price>49.00 EUR</g:price><g:sale_price>39.00 EUR</g:sale_price>",
    );
    expect(item({ compareAt: 3900 })).not.toContain("sale_price");
  });

  it("says from when it can be had", () => {
    expect(item({ status: "preorder", availableFromMs: Date.UTC(2027, 0, 2) })).toContain(
      "<g:availability>preorder</g:availability><g:availability_date>2027-01-02T00:00:00.000Z",
    );
    expect(item({ status: "low" })).toContain("<g:availability>in_stock<");
  });

  it("identifies itself by what there is", () => {
    expect(item({ barcode: null })).toContain("<g:mpn>TEE-M</g:mpn>");
    expect(item({ barcode: "2000000000008", brand: null })).toContain("<g:identifier_exists>no<");
  });

  it("is left out where Google could not take it", () => {
    expect(item({ pictureUrls: [] })).toBeNull();
    expect(item({ sku: "S".repeat(51) })).toBeNull();
  });

  it("is cut where it is too long, and never through a character", () => {
    const title = /<g:title>(.*?)<\/g:title>/.exec(item({ title: `${"a".repeat(149)}😀` }) ?? "")?.[1];
    expect(title).toBe("a".repeat(149));
    expect(item({ description: "" })).toContain("<g:description>Tee &amp; more<");
  });
});

it("a sitemap names pages and when they changed", () => {
  expect(composeSitemap([{ url: "https://s.example/p/a?x=1&y=2", changedAtMs: 0 }])).toBe(
    "<url><loc>https://s.example/p/a?x=1&amp;y=2</loc><lastmod>1970-01-01T00:00:00.000Z</lastmod></url>\n",
  );
  expect(composeSitemapIndex(["https://s.example/1.xml"])).toContain(
    "<sitemap><loc>https://s.example/1.xml</loc></sitemap>",
  );
});

it("XML leaves out what it can't hold", () => {
  expect(escapeXml('a\u0000b\u001fc"<>&\ud800\ufffe\nd')).toBe("abc&quot;&lt;&gt;&amp;\ufffd\nd");
});

it.each([
  ["4006381333931", true],
  ["4006381333932", false],
  ["96385074", true],
  ["036000291452", true],
  ["10012345678902", true],
  ["2000000000008", false],
  ["0212345678902", false],
  ["123", false],
  ["ABC", false],
])("the barcode %s is a GTIN that others know: %s", (barcode, known) => {
  expect(isGtin(barcode)).toBe(known);
});

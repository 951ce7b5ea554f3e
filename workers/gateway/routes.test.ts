import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../contracts/openapi/operations.ts";
import { FACES, faceOf, findRoute, ROUTES } from "./routes.ts";

describe("routing by prefix", () => {
  it.each([
    ["/v1/store/products", "CATALOG_READS"],
    ["/v1/store/products/linen-crew-tee", "CATALOG_READS"],
    ["/v1/store/collections", "CATALOG_READS"],
    ["/media/abc.svg", "CATALOG_READS"],
    ["/v1/store/recently-viewed", "CATALOG"],
    ["/v1/admin/products/prod_1", "CATALOG"],
    ["/v1/admin/media", "CATALOG"],
    ["/v1/store/carts/cart_1/lines/line_1", "CHECKOUT"],
    ["/v1/store/orders/order_1", "CHECKOUT"],
    ["/v1/admin/stock/TEE/audit", "CHECKOUT"],
    ["/v1/admin/layout/generations/2", "CHECKOUT"],
    ["/v1/webhooks/test", "CHECKOUT"],
    ["/v1/admin/orders", "ORDERS"],
    ["/v1/admin/dead-letters/dead_1/redrive", "ORDERS"],
    ["/v1/admin/api-keys", "IDENTITY"],
  ])("sends %s to %s", (path, binding) => {
    expect(findRoute(path)?.binding).toBe(binding);
  });

  it.each([
    "/v1/store/productsx",
    "/v1/store/product",
    "/v1/store",
    "/v1/admin",
    "/v1/admin/ordersx/1",
    "/mediax/1",
    "//v1/store/products",
    "/V1/store/products",
    "/v2/store/products",
    "/v1/store%2Fproducts",
    "",
  ])("sends %j nowhere", (path) => {
    expect(findRoute(path)).toBeNull();
  });

  it("has a place for every operation of the contracts that is not a page of the gateway", () => {
    const homeless = OPERATIONS.filter((spec) => !spec.tags.includes("Gateway") && !findRoute(spec.path));
    expect(homeless.map((spec) => spec.operationId)).toEqual([]);
  });

  it("asks for the key that each operation's scope belongs to", () => {
    for (const { path, scope, operationId } of OPERATIONS) {
      const expected = scope === null ? null : scope === "store" ? "publishable" : "secret";
      expect(FACES[faceOf(path)].credential, operationId).toBe(expected);
    }
  });

  it("has no prefix within another, so their order means nothing", () => {
    for (const a of ROUTES) {
      for (const b of ROUTES) if (a !== b) expect(a.prefix.startsWith(`${b.prefix}/`)).toBe(false);
    }
  });
});

describe("faces", () => {
  it("are known by the path, also where nothing lives", () => {
    expect(faceOf("/v1/store/nothing")).toBe("store");
    expect(faceOf("/v1/admin")).toBe("admin");
    expect(faceOf("/v1/webhooks/x")).toBe("webhooks");
    expect(faceOf("/media/x")).toBe("media");
    expect(faceOf("/v1/storefront")).toBe("pages");
    expect(faceOf("/docs")).toBe("pages");
  });
});

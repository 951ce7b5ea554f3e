import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshKey } from "../support/buyer.ts";
import type { Souk } from "../support/souk.ts";
import { audit, type Stocked } from "../support/stock-shop.ts";
import { errorsOf, startStockShop, stockStaff } from "../support/stock-staff.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startStockShop();
});
afterAll(() => souk?.close());

const { admin, tee } = stockStaff(() => souk);

describe("what staff must not send", () => {
  const row = { sku: "SKU", delta: 1, reason: "found" };
  const SOON = "2099-01-01T00:00:00.000Z";
  const key = () => ({ "idempotency-key": freshKey() });

  type Row = [what: string, method: string, path: string, body: unknown, pointer: string | null];
  it.each<Row>([
    ["neither a delta nor a count", "POST", "/{sku}/adjustments", { reason: "found" }, "/delta"],
    ["both of them", "POST", "/{sku}/adjustments", { ...row, sku: undefined, counted: 1 }, "/counted"],
    ["a negative count", "POST", "/{sku}/adjustments", { counted: -1, reason: "found" }, "/counted"],
    ["a count of half a unit", "POST", "/{sku}/adjustments", { counted: 0.5, reason: "found" }, "/counted"],
    [
      "a count beyond any warehouse",
      "POST",
      "/{sku}/adjustments",
      { counted: 1e10, reason: "found" },
      "/counted",
    ],
    ["a reason of their own", "POST", "/{sku}/adjustments", { delta: 1, reason: "theft" }, "/reason"],
    [
      "a note with control characters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", note: "a\u0000b" },
      "/note",
    ],
    [
      "a note of 501 characters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", note: "x".repeat(501) },
      "/note",
    ],
    [
      "a location in other letters",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", location: "Bérlin" },
      "/location",
    ],
    [
      "a location that is not the shop's",
      "POST",
      "/{sku}/adjustments",
      { delta: 1, reason: "found", location: "atlantis" },
      "/location",
    ],
    ["no rows", "POST", "/adjustments", { adjustments: [] }, "/adjustments"],
    [
      "501 rows",
      "POST",
      "/adjustments",
      { adjustments: Array.from({ length: 501 }, () => row) },
      "/adjustments",
    ],
    [
      "a row with both",
      "POST",
      "/adjustments",
      { adjustments: [row, { ...row, counted: 1 }] },
      "/adjustments/1/counted",
    ],
    [
      "a row with an unknown field",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, price: 1 }] },
      "/adjustments/0/price",
    ],
    [
      "a row whose SKU is SQL",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, sku: "'; DROP TABLE item; --" }] },
      "/adjustments/0/sku",
    ],
    [
      "a row of a billion units",
      "POST",
      "/adjustments",
      { adjustments: [{ ...row, delta: 1e9 }] },
      "/adjustments/0/delta",
    ],
    [
      "a transfer to where it is",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "berlin", units: 1 },
      "/to",
    ],
    [
      "a transfer to nowhere",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "atlantis", units: 1 },
      "/to",
    ],
    [
      "a transfer of nothing",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "lisbon", units: 0 },
      "/units",
    ],
    [
      "a transfer backwards",
      "POST",
      "/{sku}/transfers",
      { from: "berlin", to: "lisbon", units: -1 },
      "/units",
    ],
    ["a change of nothing", "PATCH", "/{sku}", {}, "/"],
    ["a figure that is computed", "PATCH", "/{sku}", { on_hand: 5 }, "/on_hand"],
    [
      "a backorder limit of zero",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 0 } },
      "/policy/backorder_limit",
    ],
    [
      "a huge backorder limit",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 1e12 } },
      "/policy/backorder_limit",
    ],
    [
      "a negative threshold",
      "PATCH",
      "/{sku}",
      { policy: { low_stock_threshold: -1 } },
      "/policy/low_stock_threshold",
    ],
    ["half a unit per order", "PATCH", "/{sku}", { policy: { max_per_order: 0.5 } }, "/policy/max_per_order"],
    [
      "a preorder without a day",
      "PATCH",
      "/{sku}",
      { policy: { preorder: { limit: 1 } } },
      "/policy/preorder",
    ],
    [
      "a preorder of the past",
      "PATCH",
      "/{sku}",
      { policy: { preorder: { limit: 1, available_from: "2020-01-01T00:00:00Z" } } },
      "/policy/preorder/available_from",
    ],
    [
      "a preorder beside backorders",
      "PATCH",
      "/{sku}",
      { policy: { backorder_limit: 1, preorder: { limit: 1, available_from: SOON } } },
      "/policy/backorder_limit",
    ],
    [
      "negative safety stock",
      "PATCH",
      "/{sku}",
      { safety: [{ location: "berlin", units: -1 }] },
      "/safety/0/units",
    ],
    [
      "safety stock at no location of theirs",
      "PATCH",
      "/{sku}",
      { safety: [{ location: "atlantis", units: 1 }] },
      "/safety/0/location",
    ],
    [
      "safety stock of one location twice",
      "PATCH",
      "/{sku}",
      {
        safety: [
          { location: "berlin", units: 1 },
          { location: "berlin", units: 2 },
        ],
      },
      "/safety/1/location",
    ],
    ["no shards", "POST", "/{sku}/spread", { shards: 0 }, "/shards"],
    ["65 shards", "POST", "/{sku}/spread", { shards: 65 }, "/shards"],
    ["an unknown state", "GET", "?state=gone", undefined, "?state"],
    ["a limit of 101", "GET", "?limit=101", undefined, "?limit"],
    ["a cursor of their own", "GET", "?cursor=inv_x", undefined, "?cursor"],
    ["a cursor of SQL", "GET", "/{sku}/holds?cursor=%20OR%201=1", undefined, "?cursor"],
    ["a cursor of 513 characters", "GET", `/{sku}/holds?cursor=${"x".repeat(513)}`, undefined, "?cursor"],
    ["a hold state that is none", "GET", "/{sku}/holds?state=lapsed", undefined, "?state"],
    ["a kind that staff do not write", "GET", "/{sku}/movements?kind=committed", undefined, "?kind"],
    ["a hold id of 81 characters", "DELETE", `/{sku}/holds/${"h".repeat(81)}`, undefined, ":hold_id"],
    ["an audit of 101 items", "POST", "/audits", { limit: 101 }, "/limit"],
    ["an audit from nowhere", "POST", "/audits", { cursor: "stock:0" }, "/cursor"],
  ])("%s", async (_what, method, path, body, pointer) => {
    hostile ??= await tee(5);
    const before = await audit(souk.client, hostile.sku);
    const answer = await admin(method, path.replace("{sku}", hostile.sku), body, key());
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(errorsOf(answer)[0]).toMatch(
      pointer === null ? /./ : new RegExp(`^${pointer.replace("?", "\\?")}`),
    );
    expect(await audit(souk.client, hostile.sku)).toEqual({ ...before, audited_at: expect.any(String) });
  });
  let hostile: Stocked | undefined;

  it.each([
    ["GET", "/NOPE"],
    ["PATCH", "/NOPE", { policy: { max_per_order: 1 } }],
    ["POST", "/NOPE/transfers", { from: "berlin", to: "lisbon", units: 1 }],
    ["GET", "/NOPE/holds"],
    ["DELETE", "/NOPE/holds/x"],
    ["POST", "/NOPE/spread", { shards: 2 }],
    ["DELETE", "/NOPE/spread"],
    ["GET", "/NOPE/audit"],
  ])("%s of %s: an unknown SKU is 404", async (method, path, body?: object) => {
    expect((await admin(method, path, body)).body.code).toBe("not_found");
  });

  it("is a hold id that nobody has, or what their key does not allow", async () => {
    const { sku } = await tee(1);
    expect((await admin("DELETE", `/${sku}/holds/nobody's`)).body.code).toBe("not_found");
    const made = await souk.client.admin("POST", "/v1/admin/api-keys", {
      kind: "secret",
      name: "reader",
      scopes: ["stock:read"],
    });
    const headers = { authorization: `Bearer ${made.body.key}` };
    const asReader = async (method: string, path: string, body?: unknown) =>
      (await admin(method, path, body, { ...headers, ...key() })).body.required_scope;
    expect((await admin("GET", "", undefined, headers)).status).toBe(200);
    expect(await asReader("PATCH", `/${sku}`, { policy: { max_per_order: 1 } })).toBe("stock:write");
    expect(await asReader("POST", "/adjustments", { adjustments: [{ ...row, sku }] })).toBe("stock:write");
    expect(await asReader("POST", `/${sku}/transfers`, { from: "berlin", to: "lisbon", units: 1 })).toBe(
      "stock:write",
    );
    expect(await asReader("DELETE", `/${sku}/holds/x`)).toBe("stock:write");
    expect(await asReader("POST", "/audits", {})).toBe("operations");
    expect(await asReader("POST", `/${sku}/spread`, { shards: 2 })).toBe("operations");
    expect(await asReader("DELETE", `/${sku}/spread`)).toBe("operations");
  });
});

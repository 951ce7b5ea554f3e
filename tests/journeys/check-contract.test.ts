import { expect, it } from "vitest";
import { checkContract } from "../support/check-contract.ts";

const key = {
  id: "key_a",
  kind: "secret",
  mode: "test",
  name: "Reports",
  scopes: ["orders:read"],
  channel: null,
  price_group: null,
  hint: "wxyz",
  created_at: "2026-11-20T09:30:00.000Z",
  revoked_at: null,
};
const answered =
  (body: unknown, status = 200, contentType = "application/json", method = "DELETE") =>
  () =>
    checkContract({ method, path: "/v1/admin/api-keys/key_a?x=1", status, contentType, body });

it("an answer that the document promises passes", () => {
  expect(answered(key)).not.toThrow();
});

it("an answer that it does not promise is told apart: body, status, type, place", () => {
  expect(answered({ ...key, revoked_at: "yesterday" })).toThrow("revoked_at");
  expect(answered({ ...key, hash: "x" })).toThrow("additional properties");
  expect(answered(key, 418)).toThrow("status is not documented");
  expect(answered(key, 404)).toThrow("application/json is not documented");
  expect(answered({ status: 404 }, 404, "application/problem+json")).toThrow("required property");
  expect(answered(key, 200, "application/json", "PATCH")).toThrow("no such operation");
  expect(answered(key, 405, "application/json", "PATCH")).toThrow("required property");
});

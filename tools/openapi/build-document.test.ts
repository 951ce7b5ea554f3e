import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { json, problems, type RouteSpec } from "../../contracts/http/route.ts";
import { OPERATIONS } from "../../contracts/openapi/operations.ts";
import { orNull } from "../../contracts/wire.ts";
import { buildDocument } from "./build-document.ts";
import type { JsonSchema } from "./schema-components.ts";

const Leaf = z.strictObject({ size: z.int() }).meta({ id: "Leaf" });

function specWith(change: Partial<RouteSpec>): RouteSpec {
  return {
    operationId: "plantTree",
    method: "post",
    path: "/trees",
    summary: "Plant a tree",
    tags: ["Catalog"],
    scope: "catalog:write",
    request: { body: json("The tree.", z.strictObject({ leaf: orNull(Leaf) })) },
    responses: { 200: { description: "Planted." }, ...problems("invalid_request", "unauthenticated") },
    ...change,
  };
}

/** What a test looks into: a node of the document by its keys. */
function at(node: unknown, ...keys: string[]): unknown {
  return keys.reduce((inner, key) => (inner as JsonSchema | undefined)?.[key], node);
}

describe("the OpenAPI document", () => {
  const document = buildDocument(OPERATIONS, "0.1.0");
  const operations = Object.values(document.paths as Record<string, Record<string, JsonSchema>>).flatMap(
    (path) => Object.values(path),
  );

  it("holds every operation once", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.toSorted()).toEqual(OPERATIONS.map(({ operationId }) => operationId).toSorted());
  });

  it("is the same each time", () => {
    expect(JSON.stringify(buildDocument(OPERATIONS, "0.1.0"))).toBe(JSON.stringify(document));
  });

  it("has schemas that a strict validator accepts", () => {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: false,
      formats: { "date-time": true, email: true },
    });
    ajv.addVocabulary(["components"]);
    ajv.addSchema({ $id: "souk", components: document.components });
    for (const name of Object.keys(at(document, "components", "schemas") as JsonSchema)) {
      expect(() => ajv.getSchema(`souk#/components/schemas/${name}`), name).not.toThrow();
    }
  });

  it("says for every operation with a key what happens without it", () => {
    for (const operation of operations) {
      const { security, responses } = operation as { security: object[]; responses: Record<string, unknown> };
      if (security.length > 0) expect(Object.keys(responses), String(operation.operationId)).toContain("401");
      expect(Object.keys(responses)).toContain("500");
    }
  });

  it("keeps a nullable component a reference", () => {
    const built = buildDocument([specWith({})], "1");
    expect(
      at(
        built,
        "paths",
        "/trees",
        "post",
        "requestBody",
        "content",
        "application/json",
        "schema",
        "properties",
        "leaf",
      ),
    ).toEqual({ anyOf: [{ $ref: "#/components/schemas/Leaf" }, { type: "null" }] });
  });

  it("adds what the gateway may answer to an operation with a body, beside what its contract says", () => {
    const responses = at(buildDocument([specWith({})], "1"), "paths", "/trees", "post", "responses");
    expect(at(responses, "400", "x-problem-codes")).toEqual(["invalid_request", "malformed_json"]);
    expect(at(responses, "413", "x-problem-codes")).toEqual(["body_too_large"]);
    expect(at(responses, "415", "x-problem-codes")).toEqual(["unsupported_media_type"]);
  });

  it("spells headers as HTTP does", () => {
    const request = { headers: z.object({ "x-cart-token": z.string(), "if-match": z.string().optional() }) };
    const built = buildDocument([specWith({ request, method: "get" })], "1");
    expect(at(built, "paths", "/trees", "get", "parameters")).toMatchObject([
      { name: "X-Cart-Token", in: "header", required: true },
      { name: "If-Match", in: "header", required: false },
    ]);
  });

  it("refuses an unknown tag, a path described twice and one name with two shapes", () => {
    expect(() => buildDocument([specWith({ tags: ["Gardening"] })], "1")).toThrow("Gardening");
    expect(() => buildDocument([specWith({}), specWith({ operationId: "again" })], "1")).toThrow("twice");

    const Other = z.strictObject({ colour: z.string() }).meta({ id: "Leaf" });
    const responses = { 200: { description: "Planted.", content: json("", Other).content } };
    expect(() => buildDocument([specWith({ responses })], "1")).toThrow('"Leaf" has two shapes');
  });
});

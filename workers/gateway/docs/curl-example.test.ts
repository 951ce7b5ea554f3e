import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../../contracts/openapi/operations.ts";
import { curlExample } from "./curl-example.ts";
import { openApiDocument } from "./openapi-document.ts";
import { sampleValue } from "./sample-value.ts";

const { components, paths } = openApiDocument;

function operation(id: string) {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, found] of Object.entries(methods)) {
      if (found.operationId === id) return { path, method, found };
    }
  }
  throw new Error(`no operation ${id}`);
}

function curl(id: string): string {
  const { path, method, found } = operation(id);
  return curlExample(method, path, found, components.schemas);
}

describe("example calls", () => {
  const withBody = OPERATIONS.filter((spec) => spec.request?.body?.content["application/json"]);

  it.each(
    withBody.map((spec) => [spec.operationId, spec] as const),
  )("send a valid body to %s", (id, spec) => {
    const schema = operation(id).found.requestBody?.content["application/json"]?.schema ?? {};
    const sample = sampleValue(schema, components.schemas);
    const parsed = spec.request?.body?.content["application/json"]?.schema.safeParse(sample);
    expect(parsed?.error?.issues).toBeUndefined();
  });

  it("name the key that the operation takes, and none where none is needed", () => {
    expect(curl("listProducts")).toBe(`curl "$SOUK/v1/store/products" \\\n  -H "X-Publishable-Key: $PK"`);
    expect(curl("getAdminProduct")).toBe(
      `curl "$SOUK/v1/admin/products/$PRODUCT" \\\n  -H "Authorization: Bearer $SK"`,
    );
    expect(curl("getHealth")).toBe(`curl "$SOUK/healthz"`);
  });

  it("send pictures as they are", () => {
    expect(curl("uploadMedia")).toContain(
      "-H 'Content-Type: image/svg+xml' \\\n  --data-binary @picture.svg",
    );
  });

  it("survive an apostrophe in an example", () => {
    const schema = { examples: [{ title: "Ada's tee" }] };
    const example = curlExample(
      "post",
      "/x",
      {
        operationId: "x",
        summary: "x",
        tags: [],
        security: [],
        requestBody: { description: "", content: { "application/json": { schema } } },
        responses: {},
      },
      {},
    );
    expect(example).toContain(`"title": "Ada'\\''s tee"`);
  });
});

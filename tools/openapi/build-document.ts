import type { RouteSpec } from "../../contracts/http/route.ts";
import { TAGS } from "../../contracts/openapi/tags.ts";
import { PROBLEMS, Problem } from "../../contracts/problems.ts";
import { operationObject } from "./operation-object.ts";
import { type JsonSchema, SchemaComponents } from "./schema-components.ts";

const DESCRIPTION = `The HTTP face of a Souk shop.

- Store calls (\`/v1/store/…\`) take the shop's publishable key as \`X-Publishable-Key: pk_…\`; admin calls (\`/v1/admin/…\`) take a secret key as \`Authorization: Bearer sk_…\`.
- Money is an integer in minor units with its currency; times are RFC 3339 in UTC; ids are opaque.
- Lists take \`limit\` and \`cursor\` and answer with \`data\` and \`next_cursor\`.
- Every error is a problem (RFC 9457) whose \`retry\` says what to do next; \`type\` is the address of its page.
- Every answer carries \`X-Request-Id\`; quote it when you ask for help.
- A write that is sent again with the same \`Idempotency-Key\` is done once, and its answer is marked \`Idempotency-Replayed: true\`.`;

/** The OpenAPI 3.1 document of these operations. The same input gives the same text, byte for byte. */
export function buildDocument(operations: readonly RouteSpec[], version: string): JsonSchema {
  const schemas = new SchemaComponents();
  const paths: Record<string, JsonSchema> = {};
  const known = new Set<string>(TAGS.map(({ name }) => name));

  for (const spec of operations) {
    const unknown = spec.tags.find((tag) => !known.has(tag));
    if (unknown)
      throw new Error(`${spec.operationId} has the tag "${unknown}", which contracts/openapi/tags.ts lacks.`);
    const path = paths[spec.path] ?? {};
    paths[spec.path] = path;
    if (spec.method in path) throw new Error(`${spec.method.toUpperCase()} ${spec.path} is described twice.`);
    path[spec.method] = operationObject(spec, schemas);
  }

  return {
    openapi: "3.1.1",
    info: {
      title: "Souk",
      summary: "Headless commerce at the edge.",
      description: DESCRIPTION,
      version,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "The shop that serves this document." }],
    tags: TAGS,
    paths,
    components: {
      securitySchemes: {
        PublishableKey: {
          type: "apiKey",
          in: "header",
          name: "X-Publishable-Key",
          description: "The shop's publishable key, `pk_test_…` or `pk_live_…`. It may stand in a web page.",
        },
        SecretKey: {
          type: "http",
          scheme: "bearer",
          description: "A secret key, `sk_test_…` or `sk_live_…`. Keep it on a server.",
        },
      },
      responses: {
        InternalError: {
          description: `\`internal_error\`: ${PROBLEMS.internal_error.title}.`,
          content: { "application/problem+json": { schema: schemas.describe(Problem, "output") } },
          "x-problem-codes": ["internal_error"],
        },
      },
      schemas: schemas.sorted(),
    },
  };
}

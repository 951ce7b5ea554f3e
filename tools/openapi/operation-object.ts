import type { z } from "zod";
import { problems, type RouteSpec } from "../../contracts/http/route.ts";
import { PROBLEMS, type ProblemCode } from "../../contracts/problems.ts";
import type { JsonSchema, SchemaComponents } from "./schema-components.ts";

type Responses = RouteSpec["responses"];
type Content = Record<string, { schema: z.ZodType }>;

/** Problems that the gateway answers with for every operation that takes JSON. */
const OF_JSON_BODIES = problems("malformed_json", "body_too_large", "unsupported_media_type");
/** Headers whose usual spelling is not each word capitalised. */
const SPELLING: Record<string, string> = { etag: "ETag" };

/** One operation of the document, from the contract its handler validates with. */
export function operationObject(spec: RouteSpec, schemas: SchemaComponents): JsonSchema {
  const { params, query, headers, body } = spec.request ?? {};
  const parameters = [
    ...parametersOf(params, "path", schemas),
    ...parametersOf(query, "query", schemas),
    ...parametersOf(headers, "header", schemas),
  ];
  const responses = body?.content["application/json"]
    ? mergeResponses(spec.responses, OF_JSON_BODIES)
    : spec.responses;

  return {
    operationId: spec.operationId,
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    tags: spec.tags,
    security: securityOf(spec.scope),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body
      ? {
          requestBody: {
            description: body.description,
            required: body.required ?? false,
            content: contentOf(body.content, "input", schemas),
          },
        }
      : {}),
    responses: { ...responsesOf(responses, schemas), 500: { $ref: "#/components/responses/InternalError" } },
  };
}

/** OpenAPI 3.1 lets the list after a scheme name the roles that an operation needs. */
function securityOf(scope: RouteSpec["scope"]): Record<string, string[]>[] {
  if (scope === null) return [];
  return scope === "store" ? [{ PublishableKey: [scope] }] : [{ SecretKey: [scope] }];
}

function parametersOf(
  object: z.ZodObject | undefined,
  place: "path" | "query" | "header",
  schemas: SchemaComponents,
): JsonSchema[] {
  return fieldsOf(object, "input", schemas).map(({ name, required, description, schema }) => ({
    name: place === "header" ? spellHeader(name) : name,
    in: place,
    required,
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function responsesOf(responses: Responses, schemas: SchemaComponents): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, headers, content }]) => {
      const codes = problemCodesIn(description);
      return [
        status,
        {
          description,
          ...(headers ? { headers: headersOf(headers, schemas) } : {}),
          ...(content ? { content: contentOf(content, "output", schemas) } : {}),
          ...(codes.length === 0 ? {} : { "x-problem-codes": codes }),
        },
      ];
    }),
  );
}

function headersOf(headers: z.ZodObject, schemas: SchemaComponents): Record<string, JsonSchema> {
  return Object.fromEntries(
    fieldsOf(headers, "output", schemas).map(({ name, required, description, schema }) => [
      spellHeader(name),
      { required, ...(description === undefined ? {} : { description }), schema },
    ]),
  );
}

function contentOf(content: Content, io: "input" | "output", schemas: SchemaComponents): JsonSchema {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema }]) => [type, { schema: schemas.describe(schema, io) }]),
  );
}

type Field = { name: string; required: boolean; description?: string; schema: JsonSchema };

function fieldsOf(
  object: z.ZodObject | undefined,
  io: "input" | "output",
  schemas: SchemaComponents,
): Field[] {
  if (!object) return [];
  const described = schemas.describe(object, io);
  const required = (described.required ?? []) as string[];
  return Object.entries(described.properties as Record<string, JsonSchema>).map(([name, schema]) => {
    const { description, ...rest } = schema;
    return {
      name,
      required: required.includes(name),
      ...(typeof description === "string" ? { description } : {}),
      schema: rest,
    };
  });
}

/** Adds the codes that a status does not mention yet. */
function mergeResponses(own: Responses, shared: Responses): Responses {
  const merged: Responses = { ...own };
  for (const [key, response] of Object.entries(shared)) {
    const status = Number(key);
    const before = merged[status];
    const isKnown =
      before && problemCodesIn(response.description).every((code) => before.description.includes(code));
    if (isKnown) continue;
    merged[status] = before
      ? { ...before, description: `${before.description} ${response.description}` }
      : response;
  }
  return merged;
}

/** The codes that `problems()` wrote into a description as "`code`: Title." */
function problemCodesIn(description: string): ProblemCode[] {
  return [...description.matchAll(/`([a-z_]+)`: /g)].flatMap(([, code]) =>
    code !== undefined && code in PROBLEMS ? [code as ProblemCode] : [],
  );
}

function spellHeader(name: string): string {
  return (
    SPELLING[name] ??
    name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
  );
}

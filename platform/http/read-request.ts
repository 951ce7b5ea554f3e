import type { Context } from "hono";
import type { z } from "zod";
import type { RouteSpec } from "../../contracts/http/route.ts";
import { problem } from "./problem.ts";

/** RFC 6901 pointers into the body; `?name` for a query parameter, `:name` for the path, `name` for a header. */
const WHERE = { json: "", query: "?", param: ":", header: "header " } as const;
type Part = keyof typeof WHERE;

/** What an operation was asked, each part parsed by its contract. */
export type ReadRequest = Record<"query" | "params" | "headers" | "body", unknown>;

/** Parses what the contract names, and refuses the rest: the first part that is wrong is answered, with all its flaws. */
export async function readRequest(spec: RouteSpec, c: Context): Promise<ReadRequest> {
  const { query, params, headers } = spec.request ?? {};
  return {
    query: query ? parse(query, queryOf(c), "query") : {},
    params: params ? parse(params, c.req.param(), "param") : {},
    headers: headers ? parse(headers, headersOf(c, headers), "header") : {},
    body: await readBody(spec, c),
  };
}

async function readBody(spec: RouteSpec, c: Context): Promise<unknown> {
  const schema = spec.request?.body?.content["application/json"]?.schema;
  if (!schema) return undefined;
  const { headers, body: stream } = c.req.raw;
  const type = headers.get("content-type");
  if (type === null && stream === null) return parse(schema, {}, "json");
  if (type === null || !isJson(type)) throw problem("unsupported_media_type");
  let sent: unknown;
  try {
    sent = await c.req.raw.json();
  } catch {
    throw problem("malformed_json");
  }
  return parse(schema, sent, "json");
}

function parse(schema: z.ZodType, value: unknown, part: Part): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues: readonly z.core.$ZodIssue[] = result.error.issues;
  const errors = issues.slice(0, 100).flatMap((issue) => pointersOf(issue, part));
  throw problem("invalid_request", { errors });
}

/** A parameter that stands once is a text, one that stands more often a list. */
function queryOf(c: Context): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    query[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return query;
}

/** Only those that the contract names: the others mean nothing here. */
function headersOf(c: Context, schema: z.ZodObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = c.req.raw.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function isJson(type: string): boolean {
  return /^application\/(?:[a-z.-]+\+)?json(?:\s*;|\s*$)/i.test(type);
}

function pointersOf(issue: z.core.$ZodIssue, part: Part): { pointer: string; detail: string }[] {
  const show = (path: readonly PropertyKey[]) =>
    part === "json"
      ? `/${path.map((step) => String(step).slice(0, 64).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`
      : `${WHERE[part]}${path.map((step) => String(step).slice(0, 64)).join(".")}`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, 20)
      .map((key) => ({ pointer: show([...issue.path, key]), detail: "is not a known field" }));
  }
  return [{ pointer: show(issue.path), detail: issue.message.slice(0, 300) }];
}

import type { z } from "zod";
import { PROBLEMS, Problem, type ProblemCode, type StatusOf } from "../problems.ts";

/** What an actor may do. A publishable key has `store` alone; secret keys have any of the others. */
export const SCOPES = [
  "store",
  "catalog:read",
  "catalog:write",
  "stock:read",
  "stock:write",
  "orders:read",
  "orders:write",
  "keys:write",
  "operations",
] as const;
export type Scope = (typeof SCOPES)[number];

type Body = { description: string; required?: boolean; content: Record<string, { schema: z.ZodType }> };

/** One HTTP operation: what the handler validates with, what the OpenAPI document is generated from. */
export type RouteSpec = {
  operationId: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  summary: string;
  description?: string;
  tags: string[];
  /** Who may call it; null for what needs no key (a provider's signed webhook, a picture). */
  scope: Scope | null;
  request?: { params?: z.ZodObject; query?: z.ZodObject; headers?: z.ZodObject; body?: Body };
  responses: Record<
    number,
    { description: string; headers?: z.ZodObject; content?: Record<string, { schema: z.ZodType }> }
  >;
};

export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, required: true as const, content: { "application/json": { schema } } };
}

type ProblemResponse = {
  description: string;
  content: { "application/problem+json": { schema: typeof Problem } };
};

/** The problems an operation may answer with, beside those every operation shares. */
export function problems<const Codes extends readonly ProblemCode[]>(
  ...codes: Codes
): { [Status in StatusOf<Codes[number]>]: ProblemResponse } {
  const byStatus: Record<number, ProblemResponse> = {};
  for (const code of codes) {
    const { status, title } = PROBLEMS[code];
    const line = `\`${code}\`: ${title}.`;
    const earlier = byStatus[status]?.description;
    byStatus[status] = {
      description: earlier ? `${earlier} ${line}` : line,
      content: { "application/problem+json": { schema: Problem } },
    };
  }
  return byStatus as { [Status in StatusOf<Codes[number]>]: ProblemResponse };
}

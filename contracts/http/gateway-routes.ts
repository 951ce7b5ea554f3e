import { z } from "zod";
import { ServiceHealth } from "../rpc/identity.ts";
import { problems, type RouteSpec } from "./route.ts";

const tags = ["Gateway"];

export const Index = z
  .strictObject({ name: z.literal("Souk"), docs: z.string(), openapi: z.string(), health: z.string() })
  .meta({ id: "Index", description: "Where to begin." });

export const HealthReport = z
  .strictObject({
    status: z.enum(["ok", "down"]).meta({ description: "`ok` when everything below is." }),
    checks: z
      .strictObject({
        catalog: ServiceHealth,
        checkout: ServiceHealth,
        orders: ServiceHealth,
        identity: ServiceHealth,
      })
      .meta({
        description:
          "What each service says of what it depends on; `service` is `down` where it does not answer.",
      }),
  })
  .meta({ id: "HealthReport" });
export type HealthReport = z.infer<typeof HealthReport>;

const report = (description: string) => ({
  description,
  content: { "application/json": { schema: HealthReport } },
});

export const getIndex = {
  operationId: "getIndex",
  method: "get",
  path: "/",
  summary: "Find the documentation",
  tags,
  scope: null,
  responses: {
    200: { description: "Where to begin.", content: { "application/json": { schema: Index } } },
    ...problems("method_not_allowed"),
  },
} as const satisfies RouteSpec;

export const getHealth = {
  operationId: "getHealth",
  method: "get",
  path: "/healthz",
  summary: "Check every service",
  description: "Asks all services at once and waits at most 2 seconds.",
  tags,
  scope: null,
  responses: {
    200: report("All is well."),
    ...problems("method_not_allowed"),
    503: report("Something is down."),
  },
} as const satisfies RouteSpec;

export const getOpenApi = {
  operationId: "getOpenApi",
  method: "get",
  path: "/openapi.json",
  summary: "Read this document",
  tags,
  scope: null,
  responses: {
    200: {
      description: "OpenAPI 3.1.",
      headers: z.object({ etag: z.string(), "cache-control": z.string() }),
      content: {
        "application/json": { schema: z.looseObject({ openapi: z.string() }).meta({ id: "OpenApi" }) },
      },
    },
    304: { description: "What you hold is still good.", headers: z.object({ etag: z.string() }) },
    ...problems("method_not_allowed"),
  },
} as const satisfies RouteSpec;

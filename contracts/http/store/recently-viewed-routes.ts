import { z } from "zod";
import { idOf, Timestamp } from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";

const tags = ["Recently viewed"];
const scope = "store" as const;
const visitorToken = z
  .string()
  .min(1)
  .max(256)
  .meta({ description: "The `visitor_token` of an earlier answer; without one a new visitor begins." });

const answer = {
  description: "The products this visitor saw last, newest first, at most 20.",
  content: {
    "application/json": {
      schema: z
        .strictObject({
          visitor_token: z.string(),
          data: z.array(z.strictObject({ product_id: z.string(), viewed_at: Timestamp })).max(20),
        })
        .meta({ id: "RecentlyViewed" }),
    },
  },
};

export const rememberViewed = {
  operationId: "rememberViewed",
  method: "put",
  path: "/v1/store/recently-viewed/{product_id}",
  summary: "Remember that a product was seen",
  tags,
  scope,
  request: {
    params: z.object({ product_id: idOf("prod", "prod_8k2m4q6s8v0x2z4b6d8f") }),
    headers: z.object({ "x-visitor-token": visitorToken.optional() }),
  },
  responses: {
    200: answer,
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

export const listViewed = {
  operationId: "listViewed",
  method: "get",
  path: "/v1/store/recently-viewed",
  summary: "List what a visitor saw",
  tags,
  scope,
  request: { headers: z.object({ "x-visitor-token": visitorToken }) },
  responses: {
    200: answer,
    ...problems("invalid_request", "unauthenticated", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

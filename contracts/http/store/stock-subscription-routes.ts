import { z } from "zod";
import { idOf } from "../../wire.ts";
import { json, problems, type RouteSpec } from "../route.ts";

/**
 * SUB-1 How many may wait for one variant, for how many variants one address may wait, and how often one network may ask
 * for one variant in a day.
 */
export const SUBSCRIPTION_LIMITS = { perVariantMax: 10_000, perAddressMax: 50, asksMax: 20 } as const;

export const subscribeToStock = {
  operationId: "subscribeToStock",
  method: "post",
  path: "/v1/store/variants/{id}/stock-subscriptions",
  summary: "Ask to be told when a variant is back in stock",
  description:
    "One mail when it next comes back, then no more: whoever wants another asks again. The answer is the same whether or not the address was known. Forgotten after 180 days.",
  tags: ["Catalog"],
  scope: "store",
  request: {
    params: z.object({ id: idOf("var", "var_8k2m4q6s8v0x2z4b6d8f") }),
    body: json(
      "Whom to tell.",
      z
        .strictObject({ email: z.email().max(254) })
        .meta({ id: "NewStockSubscription", example: { email: "ada@example.com" } }),
    ),
  },
  responses: {
    202: { description: "Taken. Nothing is said of the address." },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "not_found",
      "limit_exceeded",
      "too_many_requests",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

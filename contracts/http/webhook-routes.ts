import { z } from "zod";
import { json, problems, type RouteSpec } from "./route.ts";

/** What the built-in test provider tells us when something happens to a payment while nobody asks. */
export const TestProviderEvent = z
  .strictObject({
    id: z.string().min(1).max(64).meta({ description: "Unique per event; a repeated one changes nothing." }),
    type: z.enum(["payment.succeeded", "payment.declined"]),
    payment_id: z.string().min(1).max(128),
  })
  .meta({
    id: "TestProviderEvent",
    example: { id: "evt_1", type: "payment.succeeded", payment_id: "tp_8k2m4q6s8v0x2z4b6d8f" },
  });

export const receiveTestProviderEvent = {
  operationId: "receiveTestProviderEvent",
  method: "post",
  path: "/v1/webhooks/test",
  summary: "The test provider reports a payment",
  description:
    "Development and preview only. Plays what a real provider does while the buyer's tab is closed: the payment changes at the provider, then we are told. Signed as in Standard Webhooks is not needed here: the payment id itself is the secret.",
  tags: ["Webhooks"],
  scope: null,
  request: { body: json("The event.", TestProviderEvent) },
  responses: {
    200: {
      description: "Stored.",
      content: {
        "application/json": {
          schema: z.strictObject({ received: z.literal(true) }).meta({ id: "WebhookReceived" }),
        },
      },
    },
    ...problems("invalid_request", "not_found", "service_unavailable"),
  },
} as const satisfies RouteSpec;

import { z } from "zod";
import { orNull } from "../../wire.ts";
import { json, problems, type RouteSpec } from "../route.ts";

export const BULK_PRODUCTS_MAX = 50;

const BulkProducts = z
  .strictObject({
    products: z.array(z.record(z.string(), z.unknown())).min(1).max(BULK_PRODUCTS_MAX).meta({
      description:
        "Each as a `NewProduct`, or the part of one that is to change. It is found by `id`, `external_id`, `handle` or, where it says none of these, by its SKUs.",
    }),
  })
  .meta({
    id: "BulkProducts",
    example: {
      products: [
        {
          external_id: "erp-4711",
          handle: "linen-crew-tee",
          title: "Linen tee",
          variants: [{ sku: "TEE-LIN", title: "One size", prices: [{ amount: 3900, currency: "EUR" }] }],
        },
      ],
    },
  });

const BulkResult = z
  .strictObject({
    index: z.int().min(0),
    outcome: z.enum(["created", "changed", "unchanged", "refused"]),
    id: orNull(z.string()),
    handle: orNull(z.string()),
    version: orNull(z.int()),
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).max(100),
  })
  .meta({ id: "BulkResult", description: "What became of one product." });

export const upsertProducts = {
  operationId: "upsertProducts",
  method: "post",
  path: "/v1/admin/products/bulk",
  summary: "Create or change up to 50 products",
  description:
    "One after the other, each by itself: one that is refused keeps no other from being stored. What is found is changed, what is not is made; the same call again changes nothing and makes no versions.",
  tags: ["Catalog (admin)"],
  scope: "catalog:write",
  request: { body: json("The products.", BulkProducts) },
  responses: {
    200: {
      description: "A result for each, in their order.",
      content: {
        "application/json": {
          schema: z
            .strictObject({ data: z.array(BulkResult).max(BULK_PRODUCTS_MAX) })
            .meta({ id: "BulkResults" }),
        },
      },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "body_too_large",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

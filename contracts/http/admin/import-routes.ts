import { z } from "zod";
import { keyedHeaders } from "../headers.ts";
import { problems, type RouteSpec } from "../route.ts";
import { Job } from "./job.ts";

/** Bytes of a file. */
export const IMPORT_BYTES_MAX = 200 * 1024 * 1024;
export const IMPORT_TYPES = ["text/csv", "application/x-ndjson", "application/octet-stream"] as const;

const file = { schema: z.string().meta({ format: "binary" }) };

export const createImport = {
  operationId: "createImport",
  method: "post",
  path: "/v1/admin/imports",
  summary: "Bring products in from a file",
  description:
    "The body is the file, up to 200 MB and of declared length. `shopify`: its product CSV, with the headings of before or since 2025. `medusa`: its product CSV. `souk-jsonl`: a product a line, as `GET /v1/admin/products/{id}` shows it or any part of one; pictures by `id` or by the `src` they are fetched from, `brand_title` and `type_title` in place of handles. A product is found by `id`, `external_id`, handle, or, where it says none of these, by its SKUs; one that is found is changed, one that is not is made. Its `variants` are the whole list. The same file again changes nothing. A dry run writes the same report and no product; it fetches no pictures.",
  tags: ["Jobs (admin)"],
  scope: "catalog:write",
  request: {
    headers: keyedHeaders,
    query: z.object({
      format: z.enum(["shopify", "medusa", "souk-jsonl"]),
      dry_run: z
        .enum(["true", "false"])
        .default("false")
        .transform((said) => said === "true")
        .meta({ description: "`true`: say what would happen." }),
    }),
    body: {
      description: "The file.",
      required: true as const,
      content: { "text/csv": file, "application/x-ndjson": file, "application/octet-stream": file },
    },
  },
  responses: {
    202: {
      description: "Received. The job tells how far it is.",
      headers: z.object({ location: z.string() }),
      content: { "application/json": { schema: Job } },
    },
    ...problems(
      "invalid_request",
      "unauthenticated",
      "scope_missing",
      "length_required",
      "body_too_large",
      "unsupported_media_type",
      "idempotency_key_reused",
      "service_unavailable",
    ),
  },
} as const satisfies RouteSpec;

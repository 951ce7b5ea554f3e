import { z } from "zod";
import { Cursor, idOf, Limit, orNull, pageOf, SettingsHandle, Timestamp, text } from "../../wire.ts";
import { json, problems, type RouteSpec, SCOPES } from "../route.ts";

const shared = problems("invalid_request", "unauthenticated", "scope_missing", "service_unavailable");

/* ---- keys ---- */

export const ApiKey = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["publishable", "secret"]),
    mode: z.enum(["test", "live"]),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)).max(SCOPES.length),
    hint: z.string().meta({ description: "The last four characters of the key." }),
    channel: orNull(z.string()).meta({
      description: "Where a publishable key sells; null for a secret key.",
    }),
    price_group: orNull(z.string()).meta({ description: "To whom a publishable key sells, if set apart." }),
    created_at: Timestamp,
    revoked_at: orNull(Timestamp),
  })
  .meta({ id: "ApiKey" });

const NewApiKey = z
  .strictObject({
    kind: z.enum(["publishable", "secret"]),
    name: text(100),
    scopes: z
      .array(z.enum(SCOPES).exclude(["store"]))
      .max(SCOPES.length)
      .optional()
      .meta({ description: "For secret keys; a publishable key always has `store` alone." }),
    channel: SettingsHandle.optional().meta({
      description:
        "For publishable keys: a channel of the shop's settings; with one that they do not have, every read is a 400. Default: `web`.",
    }),
    price_group: SettingsHandle.optional().meta({
      description:
        "For publishable keys: whose prices their readers and carts get. Whoever has the key gets them. Default: nobody's in particular.",
    }),
  })
  .meta({
    id: "NewApiKey",
    example: { kind: "secret", name: "Warehouse sync", scopes: ["stock:read", "stock:write"] },
  });

export const createApiKey = {
  operationId: "createApiKey",
  method: "post",
  path: "/v1/admin/api-keys",
  summary: "Create a key",
  description: "The key itself is shown here once and stored only as a hash.",
  tags: ["Keys (admin)"],
  scope: "keys:write",
  request: { body: json("What it is for.", NewApiKey) },
  responses: {
    201: {
      description: "Created. Store `key` now.",
      content: {
        "application/json": {
          schema: z.strictObject({ ...ApiKey.shape, key: z.string() }).meta({ id: "CreatedApiKey" }),
        },
      },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const listApiKeys = {
  operationId: "listApiKeys",
  method: "get",
  path: "/v1/admin/api-keys",
  summary: "List keys",
  tags: ["Keys (admin)"],
  scope: "keys:write",
  request: { query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(ApiKey).meta({ id: "ApiKeyPage" }) } },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const revokeApiKey = {
  operationId: "revokeApiKey",
  method: "delete",
  path: "/v1/admin/api-keys/{id}",
  summary: "Revoke a key",
  description: "It stops working everywhere within 10 seconds.",
  tags: ["Keys (admin)"],
  scope: "keys:write",
  request: { params: z.object({ id: idOf("key", "key_8k2m4q6s8v0x2z4b6d8f") }) },
  responses: {
    200: { description: "Revoked.", content: { "application/json": { schema: ApiKey } } },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

/* ---- the layout of partitions ---- */

export const LayoutView = z
  .strictObject({
    version: z.int(),
    stock_partitions: z.int(),
    placements: z
      .array(
        z.strictObject({
          placement: z.int(),
          name: z.string(),
          jurisdiction: orNull(z.string()),
          location_hint: orNull(z.string()),
          generations: z
            .array(
              z.strictObject({
                generation: z.int(),
                partitions: z.int(),
                opened_at: Timestamp,
                closed_at: orNull(Timestamp),
              }),
            )
            .max(127),
        }),
      )
      .max(16),
  })
  .meta({ id: "Layout", description: "Which partitions of orders and stock exist." });

export const getLayout = {
  operationId: "getLayout",
  method: "get",
  path: "/v1/admin/layout",
  summary: "Read the layout of partitions",
  tags: ["Operations (admin)"],
  scope: "operations",
  responses: {
    200: { description: "The layout.", content: { "application/json": { schema: LayoutView } } },
    ...shared,
  },
} as const satisfies RouteSpec;

export const installLayout = {
  operationId: "installLayout",
  method: "put",
  path: "/v1/admin/layout",
  summary: "Create the first partitions",
  description:
    "Done once, when the shop is set up. Asking again with a layout in place returns that layout unchanged.",
  tags: ["Operations (admin)"],
  scope: "operations",
  request: {
    body: json(
      "How many partitions to create.",
      z
        .strictObject({
          stock_partitions: z.int().min(1).max(255),
          orders_partitions: z.int().min(1).max(255),
        })
        .meta({ id: "NewLayout", example: { stock_partitions: 16, orders_partitions: 16 } }),
    ),
  },
  responses: {
    200: { description: "The layout.", content: { "application/json": { schema: LayoutView } } },
    ...shared,
  },
} as const satisfies RouteSpec;

export const openGeneration = {
  operationId: "openGeneration",
  method: "put",
  path: "/v1/admin/layout/generations/{generation}",
  summary: "Open the next generation of order partitions",
  description:
    "New carts go there; the generation before takes no new carts and answers for ever. Repeatable.",
  tags: ["Operations (admin)"],
  scope: "operations",
  request: {
    params: z.object({
      generation: z.coerce
        .number()
        .int()
        .min(2)
        .max(127)
        .meta({ description: "One more than the present one." }),
    }),
    body: json(
      "Its size.",
      z
        .strictObject({ partitions: z.int().min(1).max(255) })
        .meta({ id: "NewGeneration", example: { partitions: 32 } }),
    ),
  },
  responses: {
    200: { description: "The layout.", content: { "application/json": { schema: LayoutView } } },
    ...shared,
    ...problems("version_mismatch"),
  },
} as const satisfies RouteSpec;

/* ---- the partitions themselves ---- */

const PartitionName = z
  .string()
  .regex(/^(?:orders:\d{1,2}:\d{1,3}|stock):\d{1,3}$/)
  .meta({ description: "Its name.", example: "orders:0:1:0" });

export const PartitionView = z
  .strictObject({
    name: z.string(),
    state: z.enum(["open", "closed", "unreachable"]),
    database_bytes: z.int(),
    alarm_at: orNull(Timestamp),
    parked: z
      .array(z.strictObject({ kind: z.string(), subject: z.string(), attempts: z.int(), error: z.string() }))
      .max(100)
      .meta({ description: "Work that failed too often and waits for a person." }),
  })
  .meta({ id: "Partition" });

export const listPartitions = {
  operationId: "listPartitions",
  method: "get",
  path: "/v1/admin/partitions",
  summary: "List the partitions and what is parked in them",
  tags: ["Operations (admin)"],
  scope: "operations",
  responses: {
    200: {
      description: "Every partition of the layout, asked just now.",
      content: {
        "application/json": {
          schema: z.strictObject({ data: z.array(PartitionView).max(4_000) }).meta({ id: "Partitions" }),
        },
      },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const retryParked = {
  operationId: "retryParked",
  method: "post",
  path: "/v1/admin/partitions/{name}/retry-parked",
  summary: "Try parked work of a partition again",
  description: "Forgets its failed attempts and makes it due now. Repeatable.",
  tags: ["Operations (admin)"],
  scope: "operations",
  request: { params: z.object({ name: PartitionName }) },
  responses: {
    200: { description: "The partition.", content: { "application/json": { schema: PartitionView } } },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

/* ---- messages that failed ---- */

export const DeadLetter = z
  .strictObject({
    id: z.string(),
    queue: z.string(),
    body: z.unknown().meta({ description: "The message as it was sent." }),
    attempts: z.int(),
    failed_at: Timestamp,
    redriven_at: orNull(Timestamp),
  })
  .meta({ id: "DeadLetter" });

export const listDeadLetters = {
  operationId: "listDeadLetters",
  method: "get",
  path: "/v1/admin/dead-letters",
  summary: "List messages that failed after all retries",
  tags: ["Operations (admin)"],
  scope: "operations",
  request: { query: z.object({ limit: Limit, cursor: Cursor.optional() }) },
  responses: {
    200: {
      description: "Newest first.",
      content: { "application/json": { schema: pageOf(DeadLetter).meta({ id: "DeadLetterPage" }) } },
    },
    ...shared,
  },
} as const satisfies RouteSpec;

export const redriveDeadLetter = {
  operationId: "redriveDeadLetter",
  method: "post",
  path: "/v1/admin/dead-letters/{id}/redrive",
  summary: "Send a failed message again",
  tags: ["Operations (admin)"],
  scope: "operations",
  request: { params: z.object({ id: idOf("dead", "dead_8k2m4q6s8v0x2z4b6d8f") }) },
  responses: {
    200: { description: "Sent.", content: { "application/json": { schema: DeadLetter } } },
    ...shared,
    ...problems("not_found"),
  },
} as const satisfies RouteSpec;

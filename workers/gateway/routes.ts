import { IMPORT_BYTES_MAX, IMPORT_TYPES } from "../../contracts/http/admin/import-routes.ts";
import type { Audience } from "../../platform/auth/actor-token.ts";
import type { GatewayEnv } from "./env.ts";

/** The outside as callers see it: who may call, from where, and how much they may send. */
export type Face = "store" | "admin" | "media" | "webhooks" | "pages";

type FaceRules = {
  /** The key that this face takes, or null where none is needed. */
  credential: "publishable" | "secret" | null;
  /** Whether pages of other origins may read the answers. */
  openToOrigins: boolean;
  bodyBytesMax: number;
};

const KIB = 1024;

export const FACES: Record<Face, FaceRules> = {
  store: { credential: "publishable", openToOrigins: true, bodyBytesMax: 128 * KIB },
  admin: { credential: "secret", openToOrigins: false, bodyBytesMax: 1024 * KIB },
  media: { credential: null, openToOrigins: true, bodyBytesMax: 0 },
  webhooks: { credential: null, openToOrigins: false, bodyBytesMax: 256 * KIB },
  pages: { credential: null, openToOrigins: false, bodyBytesMax: 0 },
};

/** What belongs to one service. `reads` go through the cached entrypoint under one canonical URL. */
export type Route = {
  prefix: string;
  audience: Audience;
  binding: Exclude<keyof GatewayEnv, "SOUK_ENV" | "ACTOR_TOKEN_KEY" | "ANSWERS_KEEP_MS" | `${string}_RPC`>;
  reads?: true;
  /** The prefix itself belongs to another service; this one owns what is below it. */
  below?: true;
  bodyBytesMax?: number;
  bodyTypes?: readonly string[];
};

const PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/webp"] as const;

export const ROUTES: readonly Route[] = [
  { prefix: "/v1/store/products", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/v1/store/availability", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/v1/store/search", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/v1/store/collections", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/v1/store/categories", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/media", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/feeds", audience: "catalog", binding: "CATALOG_READS", reads: true },
  { prefix: "/v1/admin/feeds", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/store/carts", audience: "checkout", binding: "CHECKOUT" },
  { prefix: "/v1/store/orders", audience: "checkout", binding: "CHECKOUT" },
  { prefix: "/v1/store/variants", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/store/recently-viewed", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/products", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/collections", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/product-types", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/brands", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/categories", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/price-lists", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/prices", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/search", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/settings", audience: "catalog", binding: "CATALOG" },
  {
    prefix: "/v1/admin/media",
    audience: "catalog",
    binding: "CATALOG",
    bodyBytesMax: 5 * KIB * KIB,
    bodyTypes: PICTURES,
  },
  {
    prefix: "/v1/admin/imports",
    audience: "catalog",
    binding: "CATALOG",
    bodyBytesMax: IMPORT_BYTES_MAX,
    bodyTypes: IMPORT_TYPES,
  },
  { prefix: "/v1/admin/exports", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/jobs", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/stock", audience: "checkout", binding: "CHECKOUT" },
  { prefix: "/v1/admin/stock-subscriptions", audience: "catalog", binding: "CATALOG" },
  { prefix: "/v1/admin/layout", audience: "checkout", binding: "CHECKOUT" },
  { prefix: "/v1/admin/partitions", audience: "checkout", binding: "CHECKOUT" },
  // Lists come from the read model; one order, and later its captures and refunds, from its partition.
  { prefix: "/v1/admin/orders", below: true, audience: "checkout", binding: "CHECKOUT" },
  { prefix: "/v1/admin/orders", audience: "orders", binding: "ORDERS" },
  { prefix: "/v1/admin/dead-letters", audience: "orders", binding: "ORDERS" },
  { prefix: "/v1/admin/api-keys", audience: "identity", binding: "IDENTITY" },
  { prefix: "/v1/webhooks", audience: "checkout", binding: "CHECKOUT" },
];

/** The service that owns a path. A prefix matches whole segments: `/v1/store/productsx` belongs to nobody. */
export function findRoute(path: string): Route | null {
  return ROUTES.find(({ prefix, below }) => isUnder(prefix, path) && !(below && path === prefix)) ?? null;
}

/** Which face a path shows, whether or not anything lives there: a 404 follows the rules of its face too. */
export function faceOf(path: string): Face {
  if (isUnder("/v1/store", path)) return "store";
  if (isUnder("/v1/admin", path)) return "admin";
  if (isUnder("/v1/webhooks", path)) return "webhooks";
  if (isUnder("/media", path) || isUnder("/feeds", path)) return "media";
  return "pages";
}

function isUnder(prefix: string, path: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}

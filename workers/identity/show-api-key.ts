import type { z } from "zod";
import type { ApiKey } from "../../contracts/http/admin/operations-routes.ts";
import { DEFAULT_CHANNEL } from "../../domain/catalog/resolve-shelf.ts";
import type { ApiKeyRow } from "./tables.ts";

/** A key as staff see it: neither itself nor its hash. */
export function showApiKey(row: ApiKeyRow): z.input<typeof ApiKey> {
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    name: row.name,
    scopes: row.scopes,
    hint: row.hint,
    channel: row.kind === "publishable" ? (row.channel ?? DEFAULT_CHANNEL) : null,
    price_group: row.priceGroup,
    created_at: new Date(row.createdAtMs).toISOString(),
    revoked_at: row.revokedAtMs === null ? null : new Date(row.revokedAtMs).toISOString(),
  };
}

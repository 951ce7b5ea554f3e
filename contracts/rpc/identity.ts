import { z } from "zod";
import { SCOPES } from "../http/route.ts";
import { SettingsHandle } from "../wire.ts";

export const VerifiedKey = z.object({
  id: z.string(),
  kind: z.enum(["publishable", "secret"]),
  mode: z.enum(["test", "live"]),
  scopes: z.array(z.enum(SCOPES)),
  /** Of a publishable key: where it sells, and to which price group; absent for the default, which is `web` and none. */
  channel: SettingsHandle.optional(),
  priceGroup: SettingsHandle.optional(),
});
export type VerifiedKey = z.infer<typeof VerifiedKey>;

/** A key is asked about by its SHA-256 in lower-case hex; the key itself stays at the gateway. */
export const VerifyKey = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type VerifyKey = z.infer<typeof VerifyKey>;

/** The identity RPC entrypoint `IdentityRpc`. */
export interface IdentityRpc {
  /** The key with this hash, or null when it is unknown or revoked. */
  verifyKey(ask: VerifyKey): Promise<VerifiedKey | null>;
}

/** One word for each thing a service depends on, such as `{ "d1": "ok" }`. */
export const ServiceHealth = z.record(z.string().max(64), z.enum(["ok", "down"]));
export type ServiceHealth = z.infer<typeof ServiceHealth>;

/** Every service answers this, for `/healthz`. */
export interface HealthRpc {
  health(): Promise<ServiceHealth>;
}

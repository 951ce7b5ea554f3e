import { z } from "zod";
import { SCOPES } from "../http/route.ts";

export const VerifiedKey = z.object({
  id: z.string(),
  kind: z.enum(["publishable", "secret"]),
  mode: z.enum(["test", "live"]),
  scopes: z.array(z.enum(SCOPES)),
});
export type VerifiedKey = z.infer<typeof VerifiedKey>;

/** The identity RPC entrypoint `IdentityRpc`. */
export interface IdentityRpc {
  /** The key with this SHA-256 (lower-case hex), or null when it is unknown or revoked. */
  verifyKey(ask: { hash: string }): Promise<VerifiedKey | null>;
}

/** Every service answers this, for `/healthz`: `ok`, or what is wrong in one word per dependency. */
export interface HealthRpc {
  health(): Promise<Record<string, "ok" | "down">>;
}

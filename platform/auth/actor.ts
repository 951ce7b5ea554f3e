import { z } from "zod";
import { SCOPES, type Scope } from "../../contracts/http/route.ts";

/** Who is calling, as the gateway found out. Background work acts as `system`. */
export const Actor = z.strictObject({
  /** The id of the key (`key_…`), or `system`. */
  id: z.string(),
  kind: z.enum(["publishable", "secret", "anonymous", "system"]),
  mode: z.enum(["test", "live"]),
  scopes: z.array(z.enum(SCOPES)),
  /** Of a publishable key. Absent for `web` and no group, so that tokens stay as short as they can be. */
  channel: z.string().max(32).optional(),
  priceGroup: z.string().max(32).optional(),
});
export type Actor = z.infer<typeof Actor>;

export function mayDo(actor: Actor, scope: Scope): boolean {
  return actor.kind === "system" || actor.scopes.includes(scope);
}

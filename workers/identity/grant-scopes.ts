import type { Scope } from "../../contracts/http/route.ts";
import { ok, type Result, refuse } from "../../domain/kernel/result.ts";
import { type Actor, mayDo } from "../../platform/auth/actor.ts";
import type { KeyKind } from "../../platform/auth/key-format.ts";

export type GrantRefusal =
  | { code: "scopes_are_fixed" }
  | { code: "no_scopes" }
  | { code: "scope_missing"; scope: Scope };

/**
 * The scopes that a new key gets. Nobody hands out what they lack, so no chain of keys ever gains a scope; the one
 * exception is `store`, which every publishable key has and which is public by nature.
 */
export function grantScopes(
  kind: KeyKind,
  asked: readonly Scope[] | undefined,
  creator: Actor,
): Result<Scope[], GrantRefusal> {
  if (kind === "publishable") return asked ? refuse({ code: "scopes_are_fixed" }) : ok(["store"]);
  if (!asked || asked.length === 0) return refuse({ code: "no_scopes" });

  const lacking = asked.find((scope) => !mayDo(creator, scope));
  if (lacking) return refuse({ code: "scope_missing", scope: lacking });

  return ok([...new Set(asked)]);
}

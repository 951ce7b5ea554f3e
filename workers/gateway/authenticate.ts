import { VerifiedKey } from "../../contracts/rpc/identity.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { type KeyKind, type KeyMode, modeOfDeployment, readKey } from "../../platform/auth/key-format.ts";
import { sha256Hex } from "../../platform/auth/mac.ts";
import { type ProblemError, problem } from "../../platform/http/problem.ts";
import { Memo } from "../../platform/memo.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import type { GatewayEnv } from "./env.ts";
import { KeyVerdicts } from "./key-verdicts.ts";
import { FACES, type Face } from "./routes.ts";
import { within } from "./within.ts";

const IDENTITY_LIMIT_MS = 2_000;

const verdicts = new KeyVerdicts();
/** Of publishable keys alone: a secret one is not kept. */
const hashes = new Memo<string>(5_000);
const ANONYMOUS: Record<KeyMode, Actor> = {
  test: { id: "anonymous", kind: "anonymous", mode: "test", scopes: [] },
  live: { id: "anonymous", kind: "anonymous", mode: "live", scopes: [] },
};

/** Who calls, or a 401 problem. A face without a credential has one anonymous caller. */
export async function authenticate(
  headers: Headers,
  face: Face,
  env: GatewayEnv,
  nowMs: number,
): Promise<Actor> {
  const mode = modeOfDeployment(env.SOUK_ENV);
  const { credential: kind } = FACES[face];
  if (kind === null) return ANONYMOUS[mode];

  const sent = keyIn(headers, kind);
  if (sent === null) throw unauthenticated(kind, "absent");
  const format = readKey(sent);
  if (format?.kind !== kind || format.mode !== mode) throw unauthenticated(kind, "invalid");

  const verdict = await verdicts.of(hashOf(sent, kind), (hash) => askIdentity(env, hash), nowMs);
  if (verdict.kind === "unavailable") throw problem("service_unavailable");
  if (verdict.kind === "bad" || verdict.key.kind !== kind || verdict.key.mode !== mode) {
    throw unauthenticated(kind, "invalid");
  }
  return verdict.key;
}

async function askIdentity(env: GatewayEnv, hash: string): Promise<VerifiedKey | null> {
  try {
    const found = await within(IDENTITY_LIMIT_MS, env.IDENTITY_RPC.verifyKey({ hash }));
    return found === null ? null : VerifiedKey.parse(found);
  } catch (error) {
    logEvent("error", "gateway.identity_unavailable", describeError(error));
    throw error;
  }
}

function hashOf(key: string, kind: KeyKind): string {
  return kind === "publishable" ? hashes.of(key, sha256Hex) : sha256Hex(key);
}

function keyIn(headers: Headers, kind: KeyKind): string | null {
  if (kind === "publishable") return headers.get("x-publishable-key");
  const [, token] = /^bearer +(.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  return token ?? null;
}

/** RFC 9110 asks for a challenge with every 401; RFC 6750 for the reason where a bearer token was sent. */
function unauthenticated(kind: KeyKind, state: "absent" | "invalid"): ProblemError {
  const reason = state === "invalid" ? ', error="invalid_token"' : "";
  const challenge =
    kind === "secret"
      ? `Bearer realm="souk"${reason}`
      : `PublishableKey realm="souk", header="X-Publishable-Key"${reason}`;
  return problem("unauthenticated", { headers: { "www-authenticate": challenge } });
}

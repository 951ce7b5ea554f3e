import { Actor } from "./actor.ts";
import { fromBase64Url, signMac, toBase64Url, verifyMac } from "./mac.ts";

/** The header that carries who is calling from the gateway to a service. Never accepted from outside. */
export const ACTOR_HEADER = "x-souk-actor";
/** The header that tells callers apart by where they are, without saying where. Never accepted from outside. */
export const CLIENT_HEADER = "x-souk-client";

/** The Workers that verify actor tokens. A token for one is worthless at another. */
export type Audience = "catalog" | "checkout" | "orders" | "identity";

const LIFETIME_MS = 60_000;
const RENEW_BEFORE_MS = 20_000;
const MEMO_MAX = 2_000;

/** Signs a token of at most 60 seconds: `payload.mac`, both base64url. */
export async function signActorToken(
  actor: Actor,
  audience: Audience,
  secret: string,
  nowMs: number,
): Promise<string> {
  const claims = { ...actor, aud: audience, exp: nowMs + LIFETIME_MS };
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify(claims)));
  return `${payload}.${signMac(secret, payload)}`;
}

/** Signing memo of one isolate, per actor and audience, renewed well before the token ends. */
export class ActorTokenSigner {
  readonly #secret: string;
  readonly #memo = new Map<string, { token: string; actor: Actor; renewAtMs: number }>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  async sign(actor: Actor, audience: Audience, nowMs: number): Promise<string> {
    const key = `${audience} ${actor.id}`;
    const known = this.#memo.get(key);
    if (known && known.actor === actor && nowMs < known.renewAtMs) return known.token;

    const token = await signActorToken(actor, audience, this.#secret, nowMs);
    if (this.#memo.size >= MEMO_MAX) this.#memo.clear();
    this.#memo.set(key, { token, actor, renewAtMs: nowMs + LIFETIME_MS - RENEW_BEFORE_MS });
    return token;
  }
}

/** Verification memo of one isolate. A token is checked cryptographically once and by its end time on every use. */
export class ActorTokenVerifier {
  readonly #secret: string;
  readonly #audience: Audience;
  readonly #memo = new Map<string, { actor: Actor; endsAtMs: number }>();

  constructor(secret: string, audience: Audience) {
    this.#secret = secret;
    this.#audience = audience;
  }

  /** The actor, or null for a token that is missing, forged, for somebody else or over. */
  async verify(token: string | null | undefined, nowMs: number): Promise<Actor | null> {
    if (!token) return null;
    const known = this.#memo.get(token);
    if (known) return nowMs < known.endsAtMs ? known.actor : null;

    const [payload, mac, ...rest] = token.split(".");
    if (!payload || !mac || rest.length > 0) return null;
    if (!verifyMac(this.#secret, payload, mac)) return null;

    const claims = readClaims(payload);
    if (!claims || claims.aud !== this.#audience || nowMs >= claims.exp) return null;
    if (this.#memo.size >= MEMO_MAX) this.#memo.clear();
    this.#memo.set(token, { actor: claims.actor, endsAtMs: claims.exp });
    return claims.actor;
  }
}

function readClaims(payload: string): { actor: Actor; aud: string; exp: number } | null {
  const bytes = fromBase64Url(payload);
  if (!bytes) return null;
  try {
    const { aud, exp, ...actor } = JSON.parse(new TextDecoder().decode(bytes));
    return { actor: Actor.parse(actor), aud: String(aud), exp: Number(exp) };
  } catch {
    return null;
  }
}

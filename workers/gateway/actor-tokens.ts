import { ActorTokenSigner } from "../../platform/auth/actor-token.ts";
import { problem } from "../../platform/http/problem.ts";
import { logEvent } from "../../platform/telemetry/log.ts";
import type { GatewayEnv } from "./env.ts";

const SECRET_CHARACTERS_MIN = 32;
let signer: ActorTokenSigner | null = null;

/** The isolate's signer of actor tokens. */
export function actorTokens(env: GatewayEnv): ActorTokenSigner {
  signer ??= new ActorTokenSigner(signingSecret(env));
  return signer;
}

/** What the gateway signs with, or a 503 problem (and a line in the log) while the shop has no such secret. */
export function signingSecret(env: GatewayEnv): string {
  const secret = env.ACTOR_TOKEN_KEY;
  if (secret === undefined || secret.length < SECRET_CHARACTERS_MIN) {
    logEvent("error", "gateway.secret_missing", {
      secret: "ACTOR_TOKEN_KEY",
      characters_min: SECRET_CHARACTERS_MIN,
    });
    throw problem("service_unavailable", { detail: "The shop is not set up yet: a secret is missing." });
  }
  return secret;
}

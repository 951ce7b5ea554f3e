import { type Actor, mayDo } from "../../platform/auth/actor.ts";
import { ACTOR_HEADER, CLIENT_HEADER } from "../../platform/auth/actor-token.ts";
import { problem } from "../../platform/http/problem.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import { actorTokens, signingSecret } from "./actor-tokens.ts";
import { authenticate } from "./authenticate.ts";
import type { GatewayCall } from "./call.ts";
import { canonicalCatalogUrl } from "./canonical-catalog-url.ts";
import { checkContentType } from "./check-content-type.ts";
import { clientHash } from "./client-hash.ts";
import type { GatewayEnv } from "./env.ts";
import { internalHeaders } from "./internal-headers.ts";
import { limitBody } from "./limit-body.ts";
import { PublicAnswers, readPublicAnswer, repeatAnswer } from "./public-answers.ts";
import { FACES, type Route } from "./routes.ts";
import { showTraceparent } from "./trace-context.ts";

const answers = new PublicAnswers();

/** Sends a request to the service that owns its path, as the actor it proved to be, and returns what that answers. */
export function passOn(
  request: Request,
  route: Route,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  return route.reads ? readCatalog(request, route, call, env) : forward(request, route, call, env);
}

/** PRC-6 A public catalog read: its URL alone decides the answer, so that a cache may stand in front. */
async function readCatalog(
  request: Request,
  route: Route,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw problem("method_not_allowed", { headers: { allow: "GET, HEAD" } });
  }
  const actor = await identify(request, call, env);
  const url = canonicalCatalogUrl(call.url, actor);
  if (url === null) throw problem("not_found");

  return call.face === "media"
    ? readPicture(url, request, actor, route, call, env)
    : readAnswer(url, request, actor, route, call, env);
}

/** Too big to remember here, and fetched once: browsers keep it for good. */
async function readPicture(
  url: string,
  request: Request,
  actor: Actor,
  route: Route,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  const headers = await credentials(actor, route, call, env);
  const held = request.headers.get("if-none-match");
  if (held !== null) headers["if-none-match"] = held;
  return ask(route, url, { headers }, call, env);
}

/** EDG-1 The catalog is told the address and nothing else of the request, so that its answer is everybody's. */
async function readAnswer(
  url: string,
  request: Request,
  actor: Actor,
  route: Route,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  if (!mayDo(actor, "store")) throw problem("scope_missing", { members: { required_scope: "store" } });
  const nowMs = Date.now();
  const known = answers.find(url, nowMs, keepMsOf(env));
  if (known) {
    call.timings.push({ name: "memory", tookMs: 0 });
    return repeatAnswer(known, request, nowMs);
  }

  const answer = await ask(route, url, { headers: await credentials(actor, route, call, env) }, call, env);
  const made = await readPublicAnswer(answer, nowMs);
  if (!made) return answer;
  answers.keep(url, made);
  const first = repeatAnswer(made, request, made.madeAtMs);
  const timing = answer.headers.get("server-timing");
  if (timing !== null) first.headers.set("server-timing", timing);
  return first;
}

function keepMsOf({ ANSWERS_KEEP_MS: ofTests }: GatewayEnv): number | undefined {
  return ofTests === undefined ? undefined : Number(ofTests);
}

async function forward(
  request: Request,
  route: Route,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  const body = limitBody(request, route.bodyBytesMax ?? FACES[call.face].bodyBytesMax);
  const type = body.present ? checkContentType(request.headers, route.bodyTypes) : null;

  const actor = await identify(request, call, env);
  const headers = { ...internalHeaders(request.headers), ...(await credentials(actor, route, call, env)) };
  if (type !== null) headers["content-type"] = type;
  const client = clientHash(request.headers, signingSecret(env));
  if (client !== null) headers[CLIENT_HEADER] = client;

  const passed = { method: request.method, headers, body: await body.open(), redirect: "manual" } as const;
  return ask(route, call.url.href, passed, call, env);
}

async function identify(request: Request, call: GatewayCall, env: GatewayEnv): Promise<Actor> {
  const beganAtMs = Date.now();
  const actor = await authenticate(request.headers, call.face, env, beganAtMs);
  call.timings.push({ name: "auth", tookMs: Date.now() - beganAtMs });
  return actor;
}

/** What a service trusts: who calls (signed for this service alone), and which request and trace this is. */
async function credentials(
  actor: Actor,
  route: Route,
  { requestId, trace }: GatewayCall,
  env: GatewayEnv,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    [ACTOR_HEADER]: await actorTokens(env).sign(actor, route.audience, Date.now()),
    "x-request-id": requestId,
    traceparent: showTraceparent(trace, requestId),
  };
  if (trace.state !== null) headers.tracestate = trace.state;
  return headers;
}

async function ask(
  route: Route,
  url: string,
  request: RequestInit,
  call: GatewayCall,
  env: GatewayEnv,
): Promise<Response> {
  const beganAtMs = Date.now();
  let answer: Response;
  try {
    answer = await env[route.binding].fetch(url, request);
  } catch (error) {
    logEvent("error", "gateway.service_unavailable", {
      service: route.audience,
      request_id: call.requestId,
      ...describeError(error),
    });
    throw problem("service_unavailable");
  }
  call.timings.push({ name: route.audience, tookMs: Date.now() - beganAtMs });
  return refuseForeignErrors(answer, route, call);
}

/** Every error is a problem. One that is not was written by something that broke on the way, not by the service. */
async function refuseForeignErrors(answer: Response, route: Route, call: GatewayCall): Promise<Response> {
  // What a service answers can't be changed, and `finishAnswer` adds to it.
  if (answer.status < 400) return new Response(answer.body, answer);
  if (answer.headers.get("content-type")?.startsWith("application/problem+json"))
    return new Response(answer.body, answer);

  await answer.body?.cancel();
  logEvent("error", "gateway.foreign_error", {
    service: route.audience,
    status: answer.status,
    request_id: call.requestId,
  });
  throw problem("service_unavailable");
}

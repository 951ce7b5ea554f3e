import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { RouteSpec } from "../../contracts/http/route.ts";
import type { Actor } from "../auth/actor.ts";
import { mayDo } from "../auth/actor.ts";
import { ACTOR_HEADER, ActorTokenVerifier, type Audience, CLIENT_HEADER } from "../auth/actor-token.ts";
import { answerError } from "./answer-error.ts";
import { type ProblemError, problem, problemResponse } from "./problem.ts";
import { readRequest } from "./read-request.ts";

type Variables = { actor: Actor; requestId: string };
export type ServiceEnv = { ACTOR_TOKEN_KEY: string };
type AppEnv<Env extends ServiceEnv> = { Bindings: Env; Variables: Variables };

/** A Worker behind the gateway: it answers nobody without an actor token that was signed for it. */
export class Service<Env extends ServiceEnv> {
  readonly app = new Hono<AppEnv<Env>>();
  readonly #paths: { method: string; pattern: RegExp }[] = [];

  constructor(audience: Audience) {
    let verifier: ActorTokenVerifier | null = null;

    this.app.use(async (c, next) => {
      c.set("requestId", c.req.header("x-request-id") ?? "none");
      verifier ??= new ActorTokenVerifier(c.env.ACTOR_TOKEN_KEY, audience);
      const actor = await verifier.verify(c.req.header(ACTOR_HEADER), Date.now());
      if (!actor) throw problem("unauthenticated");
      c.set("actor", actor);
      await next();
    });
    this.app.notFound((c) => problemResponse(this.#missing(c.req.path), c.get("requestId")));
    this.app.onError((error, c) => answerError(error, c.get("requestId") ?? "none"));
  }

  /** Serves one operation: validates by its contract, checks its scope, answers in its shapes. */
  serve<Spec extends RouteSpec>(
    spec: Spec,
    handler: (call: Call<Spec, Env>) => Promise<Reply<Spec> | Response>,
  ): void {
    this.#paths.push({ method: spec.method.toUpperCase(), pattern: patternOf(spec.path) });

    this.app.on([spec.method.toUpperCase()], [honoPath(spec.path)], async (c: Context<AppEnv<Env>>) => {
      const actor = c.get("actor");
      if (spec.scope && !mayDo(actor, spec.scope)) {
        throw problem("scope_missing", { members: { required_scope: spec.scope } });
      }
      const reply = await handler({
        // The one place where types are loosened: what was parsed by the contract has the contract's types.
        ...((await readRequest(spec, c)) as Pick<Call<Spec, Env>, "params" | "query" | "headers" | "body">),
        actor,
        client: c.req.raw.headers.get(CLIENT_HEADER),
        env: c.env,
        request: c.req.raw,
        requestId: c.get("requestId"),
        waitUntil: (work) => c.executionCtx.waitUntil(work),
      });
      return reply instanceof Response ? reply : encode(reply as EncodableReply);
    });
  }

  /** 405 with `Allow` where the path exists with other methods, else 404. */
  #missing(path: string): ProblemError {
    const allowed = this.#paths.filter((known) => known.pattern.test(path)).map((known) => known.method);
    if (allowed.length === 0) return problem("not_found");
    return problem("method_not_allowed", { headers: { allow: [...new Set(allowed)].join(", ") } });
  }
}

type Part<Spec extends RouteSpec, Name extends "params" | "query" | "headers"> = NonNullable<
  Spec["request"]
>[Name] extends z.ZodType
  ? z.output<NonNullable<NonNullable<Spec["request"]>[Name]>>
  : Record<string, never>;
type BodyOf<Spec extends RouteSpec> = NonNullable<Spec["request"]>["body"] extends {
  content: { "application/json": { schema: infer Schema extends z.ZodType } };
}
  ? z.output<Schema>
  : undefined;

/** What a handler is given: everything parsed, who calls, and the Worker's bindings. */
export type Call<Spec extends RouteSpec, Env> = {
  params: Part<Spec, "params">;
  query: Part<Spec, "query">;
  headers: Part<Spec, "headers">;
  body: BodyOf<Spec>;
  actor: Actor;
  /** Tells callers apart by their network, as a hash; null when that is not known. */
  client: string | null;
  env: Env;
  request: Request;
  requestId: string;
  waitUntil(work: Promise<unknown>): void;
};

type ReplyHeaders = Record<string, string>;

/** What a handler may answer: one of the contract's JSON or empty responses, with the right body for its status. */
export type Reply<Spec extends RouteSpec> = {
  [Status in keyof Spec["responses"]]: Spec["responses"][Status] extends { content: infer Content }
    ? Content extends { "application/json": { schema: infer Schema extends z.ZodType } }
      ? { status: Status; body: z.input<Schema>; headers?: ReplyHeaders }
      : never
    : { status: Status; headers?: ReplyHeaders };
}[keyof Spec["responses"]];

type EncodableReply = { status: number; body?: unknown; headers?: ReplyHeaders };

function encode(reply: EncodableReply): Response {
  // A response without Cache-Control may be cached for hours by the platform: say no-store unless told otherwise.
  const headers = { "cache-control": "no-store", ...reply.headers };
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  return new Response(JSON.stringify(reply.body), {
    status: reply.status,
    headers: { "content-type": "application/json", ...headers },
  });
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(.+?)\}/g, ":$1");
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);
}

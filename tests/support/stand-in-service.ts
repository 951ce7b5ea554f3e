import { WorkerEntrypoint } from "cloudflare:workers";
import { ACTOR_HEADER, ActorTokenVerifier, type Audience } from "../../platform/auth/actor-token.ts";

type Env = { ACTOR_TOKEN_KEY: string; AUDIENCE: Audience };

/** What a stand-in answers: the request as it reached a service. */
export type Seen = {
  method: string;
  url: string;
  headers: Record<string, string>;
  actor: { id: string; kind: string; scopes: string[] } | null;
  bodyBytes: number;
};

const health: Record<string, "ok" | "down"> = { d1: "ok" };

/**
 * Stands in for a service where a test is about the gateway alone. It says what it was sent; some paths make it fail
 * in the ways in which services fail.
 */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/throws")) throw new Error("secret detail of a stack trace");
    if (pathname.endsWith("/breaks")) return new Response("<h1>502 from somewhere</h1>", { status: 502 });
    if (pathname.endsWith("/moved"))
      return new Response(null, { status: 303, headers: { location: "/elsewhere" } });
    if (pathname === "/stand-in/health") {
      health.d1 = (await request.text()) === "down" ? "down" : "ok";
      return new Response(null, { status: 204 });
    }
    return Response.json(await seen(request, env), { headers: { "server-timing": "db;dur=1" } });
  },
};

export class CatalogReads extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    const headers = { etag: '"v1"', "cache-control": "public, max-age=5" };
    if (request.headers.get("if-none-match") === '"v1"') return new Response(null, { status: 304, headers });
    return Response.json(await seen(request, this.env), { headers });
  }
}

class Health extends WorkerEntrypoint {
  async health(): Promise<Record<string, "ok" | "down">> {
    return health;
  }
}

export class CatalogRpc extends Health {}
export class CheckoutRpc extends Health {}
export class OrdersRpc extends Health {}

async function seen(request: Request, env: Env): Promise<Seen> {
  const verifier = new ActorTokenVerifier(env.ACTOR_TOKEN_KEY, env.AUDIENCE);
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    actor: await verifier.verify(request.headers.get(ACTOR_HEADER), Date.now()),
    bodyBytes: (await request.arrayBuffer()).byteLength,
  };
}

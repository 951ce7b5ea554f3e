import { WorkerEntrypoint } from "cloudflare:workers";
import type { BareData } from "../data/index.ts";
import { bareRows } from "../objects/bare-rows-rpc.ts";
import { PURCHASE, runSteps } from "./purchase.ts";

type Env = { DATA: Pick<BareData, "read" | "remembered">; ROWS: DurableObjectNamespace };

const CONSTANT = "x".repeat(5);
/** About as long as ours answers. */
const CART = { padding: "x".repeat(1_200) };
const PRICES = 200;

export class BareRpc extends WorkerEntrypoint {
  async constant(): Promise<string> {
    return CONSTANT;
  }
}

/** The service's part of each reference. */
export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case "/fetch":
        return new Response(CONSTANT);
      case "/bytes":
        return new Response("x".repeat(Number(searchParams.get("n"))));
      case "/service/single":
        await bareRows(env.ROWS, "single").writeAlone();
        return new Response("written", { status: 201 });
      case "/service/grouped":
        await bareRows(env.ROWS, "grouped").write({ key: crypto.randomUUID(), rows: 1, bytes: 0 });
        return new Response("written", { status: 201 });
      case "/service/twice":
        await bareRows(env.ROWS, "first").write({ key: crypto.randomUUID(), rows: 1, bytes: 0 });
        await bareRows(env.ROWS, "second").write({ key: crypto.randomUUID(), rows: 1, bytes: 0 });
        return new Response("written", { status: 201 });
      default:
        return buy(request, pathname, env, ctx);
    }
  },
};

/** `/{purchase|lean}/{create|complete}`: lean leaves out what a purchase asks of D1 and the queue. */
async function buy(request: Request, pathname: string, env: Env, ctx: ExecutionContext): Promise<Response> {
  const [, kind, part] = pathname.split("/");
  const asked = await request.json<{ id?: string }>();
  const isWhole = kind === "purchase";
  const id = asked.id ?? crypto.randomUUID();

  switch (part) {
    case "create":
      await env.DATA.remembered();
      await runSteps(env.ROWS, id, PURCHASE.create);
      break;
    case "complete": {
      if (isWhole) await env.DATA.read(`price ${id.charCodeAt(1) % PRICES}`);
      else await env.DATA.remembered();
      const steps = isWhole
        ? PURCHASE.complete
        : PURCHASE.complete.map((step) => ({ ...step, announce: false }));
      await runSteps(env.ROWS, id, steps);
      ctx.waitUntil(runSteps(env.ROWS, id, PURCHASE.afterwards));
      break;
    }
    default:
      return new Response(null, { status: 404 });
  }
  return Response.json({ id, ...CART }, { status: 201 });
}

import { type BareRowsRpc, bareRows } from "../objects/bare-rows-rpc.ts";
import type { BareRpc } from "../service/index.ts";

type Env = { SERVICE: Fetcher; SERVICE_RPC: Pick<BareRpc, "constant">; ROWS: DurableObjectNamespace };

/** The gateway's part of each reference: it routes, and nothing else. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/rpc":
        return new Response(await env.SERVICE_RPC.constant());
      case "/object/single":
        return written(bareRows(env.ROWS, "single").writeAlone());
      case "/object/grouped":
        return written(bareRows(env.ROWS, "grouped").write({ key: crypto.randomUUID(), rows: 1, bytes: 0 }));
      default:
        return env.SERVICE.fetch(request);
    }
  },
};

async function written(work: ReturnType<BareRowsRpc["write"]>): Promise<Response> {
  await work;
  return new Response("written", { status: 201 });
}

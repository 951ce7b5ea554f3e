type CallerEnv = { RPC: Record<string, (ask: unknown) => Promise<unknown>> };

/**
 * A Worker with the bindings that gateway and checkout have. It passes on RPC calls (`{ method, ask }`), because what
 * comes back to Node over the harness itself is not plain data.
 */
export default {
  async fetch(request: Request, env: CallerEnv): Promise<Response> {
    const { method, ask } = (await request.json()) as { method: string; ask: unknown };
    const answer = await env.RPC[method]?.(ask);
    return Response.json(answer ?? null);
  },
};

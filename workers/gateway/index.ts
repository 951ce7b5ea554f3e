import { Hono } from "hono";
import { answerError } from "../../platform/http/answer-error.ts";
import { problem } from "../../platform/http/problem.ts";
import { beginCall } from "./begin-call.ts";
import type { GatewayCall } from "./call.ts";
import { checkHealth } from "./check-health.ts";
import { preflightAnswer } from "./cors.ts";
import { openApiPage } from "./docs/openapi-page.ts";
import { problemListPage, problemPage } from "./docs/problem-pages.ts";
import { referencePage } from "./docs/reference-page.ts";
import type { GatewayEnv } from "./env.ts";
import { finishAnswer } from "./finish-answer.ts";
import { answerPage } from "./page.ts";
import { passOn } from "./pass-on.ts";
import { findRoute } from "./routes.ts";

const app = new Hono<{ Bindings: { env: GatewayEnv; call: GatewayCall } }>();

app.get("/", (c) => c.json({ name: "Souk", docs: "/docs", openapi: "/openapi.json", health: "/healthz" }));
app.get("/healthz", async (c) => {
  const report = await checkHealth(c.env.env);
  return c.json(report, report.status === "ok" ? 200 : 503, { "cache-control": "no-store" });
});
app.get("/openapi.json", async (c) => answerPage(await openApiPage(), c.req.raw));
app.get("/docs", async (c) => answerPage(await referencePage(), c.req.raw));
app.get("/docs/problems", async (c) => answerPage(await problemListPage(), c.req.raw));
app.get("/docs/problems/:code", async (c) => {
  const page = await problemPage(c.req.param("code"));
  if (!page) throw problem("not_found");
  return answerPage(page, c.req.raw);
});

for (const path of ["/", "/healthz", "/openapi.json", "/docs", "/docs/problems", "/docs/problems/:code"]) {
  app.all(path, () => {
    throw problem("method_not_allowed", { headers: { allow: "GET, HEAD" } });
  });
}

app.notFound(() => {
  throw problem("not_found");
});
app.onError((error, c) => answerError(error, c.env.call.requestId));

/** The only public Worker: what is outside comes in here, and nothing leaves without what every answer carries. */
export default {
  async fetch(request: Request, env: GatewayEnv): Promise<Response> {
    const call = beginCall(request, Date.now());
    const answer = preflightAnswer(request, call) ?? (await answerCall(request, call, env));
    return finishAnswer(answer, call, env.SOUK_ENV);
  },
};

/** What belongs to a service goes there at once; pages of our own are few, and found by Hono. */
async function answerCall(request: Request, call: GatewayCall, env: GatewayEnv): Promise<Response> {
  const route = findRoute(call.url.pathname);
  if (!route) return app.fetch(request, { env, call });
  try {
    return await passOn(request, route, call, env);
  } catch (error) {
    return answerError(error, call.requestId);
  }
}

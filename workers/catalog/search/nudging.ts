import type { CatalogEnv } from "../env.ts";
import { nudgeSearch } from "./nudge-search.ts";

type Fetch = (request: Request, env: CatalogEnv, context: ExecutionContext) => Response | Promise<Response>;

/** Whatever staff may have committed, the index hears of: here and once, so that no operation can forget it. */
export function nudging(fetch: Fetch): Fetch {
  return async (request, env, context) => {
    const answer = await fetch(request, env, context);
    const mayHaveWritten = request.method !== "GET" && request.method !== "HEAD" && answer.ok;
    if (mayHaveWritten && new URL(request.url).pathname.startsWith("/v1/admin/"))
      nudgeSearch(env, (work) => context.waitUntil(work));
    return answer;
  };
}

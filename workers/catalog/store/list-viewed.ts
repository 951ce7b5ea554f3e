import type * as routes from "../../../contracts/http/store/recently-viewed-routes.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { showViewed, viewedStub } from "./viewed-products.ts";
import { readVisitor } from "./visitor-token.ts";

/** What a visitor saw last, newest first. */
export async function listViewed({
  headers,
  env,
}: Call<typeof routes.listViewed, CatalogEnv>): Promise<Reply<typeof routes.listViewed>> {
  const visitor = await readVisitor(env.VISITOR_TOKEN_KEY, headers["x-visitor-token"]);
  if (!visitor) throw problem("not_found");

  return showViewed(visitor, await viewedStub(env.RECENTLY_VIEWED, visitor.id).list());
}

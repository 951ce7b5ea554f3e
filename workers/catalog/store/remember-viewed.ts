import type * as routes from "../../../contracts/http/store/recently-viewed-routes.ts";
import { DEFAULT_CHANNEL } from "../../../domain/catalog/resolve-shelf.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CatalogEnv } from "../env.ts";
import { isPublished } from "../reads/is-published.ts";
import { beginRead, ensureFresh } from "../reads/read-context.ts";
import { showViewed, viewedStub } from "./viewed-products.ts";
import { newVisitor, readVisitor } from "./visitor-token.ts";

/** Remembers that a visitor saw a product; without a token a new visitor begins. */
export async function rememberViewed({
  actor,
  params,
  headers,
  env,
  waitUntil,
}: Call<typeof routes.rememberViewed, CatalogEnv>): Promise<Reply<typeof routes.rememberViewed>> {
  const token = headers["x-visitor-token"];
  const visitor = await (token === undefined
    ? newVisitor(env.VISITOR_TOKEN_KEY)
    : readVisitor(env.VISITOR_TOKEN_KEY, token));
  if (!visitor) throw problem("not_found");

  const read = beginRead(env, waitUntil);
  await ensureFresh(read);
  if (!(await isPublished(read, params.product_id, actor.channel ?? DEFAULT_CHANNEL)))
    throw problem("not_found");

  const list = await viewedStub(env.RECENTLY_VIEWED, visitor.id).remember(params.product_id, Date.now());
  return showViewed(visitor, list);
}

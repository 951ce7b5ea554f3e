import type * as routes from "../../../contracts/http/store/recently-viewed-routes.ts";
import { type RecentlyViewedRpc, ViewedList } from "../../../contracts/rpc/recently-viewed.ts";
import type { Reply } from "../../../platform/http/service.ts";
import type { Visitor } from "./visitor-token.ts";

/** The object that remembers for a visitor. Its name is the visitor's id. */
export function viewedStub(namespace: DurableObjectNamespace, visitorId: string): RecentlyViewedRpc {
  return namespace.get(namespace.idFromName(visitorId)) as unknown as RecentlyViewedRpc;
}

/** The answer of both operations; `list` is as the object sent it. */
export function showViewed(visitor: Visitor, list: unknown) {
  const data = ViewedList.parse(list).map(({ productId, atMs }) => ({
    product_id: productId,
    viewed_at: new Date(atMs).toISOString(),
  }));
  return {
    status: 200,
    body: { visitor_token: visitor.token, data },
    // It is one visitor's and nobody else's.
    headers: { "cache-control": "private, no-store" },
  } as const satisfies Reply<typeof routes.listViewed>;
}

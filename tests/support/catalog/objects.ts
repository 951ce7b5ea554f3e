import { DurableObject } from "cloudflare:workers";
import type { LayoutRecord } from "../../../contracts/rpc/layout.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime finds a script's classes among the exports of its main module
export { RecentlyViewed } from "../../../durable-objects/recently-viewed/recently-viewed.ts";

/** Stands in for the object script where the catalog is tested alone: a layout that is simply there. */
export class Layout extends DurableObject {
  async current(): Promise<LayoutRecord> {
    return { version: 1, orderNumberKey: [1, 2, 3, 4], stockPartitions: 4, placements: [] };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };

import { DurableObject } from "cloudflare:workers";

class OutOfReach extends DurableObject<unknown> {
  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    throw new Error("this object is out of reach");
  }
}

export class Layout extends OutOfReach {}
export class RecentlyViewed extends OutOfReach {}
export class Stock extends OutOfReach {}

export default { fetch: () => new Response(null, { status: 404 }) };

import type { CheckoutEnv } from "../../workers/checkout/env.ts";
import shipped, { CheckoutRpc } from "../../workers/checkout/index.ts";
import { count, readTally, TALLY_PATH } from "./tally.ts";

// Checkout of the counting build: its calls are counted where they arrive.
export { CheckoutRpc };

export default {
  fetch(request: Request, env: CheckoutEnv, ctx: ExecutionContext): Response | Promise<Response> {
    if (new URL(request.url).pathname === TALLY_PATH) return readTally();
    count("checkout fetch");
    return shipped.fetch(request, env, ctx);
  },

  queue(batch: MessageBatch, env: CheckoutEnv): Promise<void> {
    count("checkout resumed", batch.messages.length);
    return shipped.queue(batch, env);
  },
};

import type { TestPaymentsRpc } from "../../../contracts/rpc/test-payments.ts";

type Env = { TEST_PAYMENTS: DurableObjectNamespace };

/** How many payments the provider says it took. */
export default {
  async fetch(_request: Request, env: Env): Promise<Response> {
    const name = env.TEST_PAYMENTS.idFromName("ledger");
    const ledger = env.TEST_PAYMENTS.get(name) as unknown as TestPaymentsRpc;
    const payments = await ledger.ledger();
    return Response.json({ paid: payments.filter(({ status }) => status === "paid").length });
  },
};

import type { TestPaymentsRpc } from "../../../contracts/rpc/test-payments.ts";

type Env = { TEST_PAYMENTS: DurableObjectNamespace };

/** What the provider says it took: `/payments` names each payment, `/paid` counts those that were paid. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const name = env.TEST_PAYMENTS.idFromName("ledger");
    const ledger = env.TEST_PAYMENTS.get(name) as unknown as TestPaymentsRpc;
    const payments = await ledger.ledger();
    if (new URL(request.url).pathname === "/payments") return Response.json({ payments });
    return Response.json({ paid: payments.filter(({ status }) => status === "paid").length });
  },
};

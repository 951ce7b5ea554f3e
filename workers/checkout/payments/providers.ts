import type { TestPaymentsRpc } from "../../../contracts/rpc/test-payments.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CheckoutEnv } from "../env.ts";
import type { PaymentProvider } from "./payment-provider.ts";
import { TestProvider } from "./test-provider.ts";

/** The providers this environment may use. The test provider is refused outside development and preview. */
export function providersOf(env: CheckoutEnv): Map<string, PaymentProvider> {
  const providers = new Map<string, PaymentProvider>();
  const ledger = testLedger(env);
  if (ledger) providers.set("test", new TestProvider(ledger, env.CART_TOKEN_KEY));
  return providers;
}

export function testLedger(env: CheckoutEnv): TestPaymentsRpc | null {
  const isAllowed = env.SOUK_ENV === "development" || env.SOUK_ENV === "preview";
  if (!isAllowed || !env.TEST_PAYMENTS) return null;
  return env.TEST_PAYMENTS.get(env.TEST_PAYMENTS.idFromName("ledger")) as unknown as TestPaymentsRpc;
}

export function requireProvider(env: CheckoutEnv, name: string): void {
  const providers = providersOf(env);
  if (!providers.has(name)) {
    throw problem("payment_provider_unavailable", { members: { providers: [...providers.keys()] } });
  }
}

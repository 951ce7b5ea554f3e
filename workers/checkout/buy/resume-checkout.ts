import { CheckoutCommand } from "../../../contracts/messages/checkout-command.ts";
import { readOrderId } from "../../../domain/kernel/record-id.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { runCheckout } from "./run-checkout.ts";

/** A message of `checkout-commands`: takes over what is left of an order's checkout. Repeatable. */
export async function resumeCheckout(env: CheckoutEnv, message: unknown): Promise<void> {
  const { order_id } = CheckoutCommand.parse(message);
  const id = readOrderId(order_id);
  if (!id) throw new Error(`"${order_id}" is not an order id`);

  const orders = await ordersOf(env, id);
  const resumed = await orders.resume({ id });
  if (resumed.kind === "missing") return;

  for (const work of resumed.work) await runCheckout(env, orders, resumed.record, work, () => false);
}

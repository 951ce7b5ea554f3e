import { z } from "zod";

/** On `checkout-commands`: nobody finished this order's checkout in time; ask it what to do and do it. */
export const CheckoutCommand = z.object({ kind: z.literal("resume"), order_id: z.string() });
export type CheckoutCommand = z.infer<typeof CheckoutCommand>;

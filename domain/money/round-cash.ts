import { ok, type Result } from "../kernel/result.ts";
import { subtractMoney } from "./add-money.ts";
import { fitMoney, type MoneyRefusal } from "./fit-money.ts";
import type { Money } from "./money.ts";
import { roundRatio } from "./round-ratio.ts";
import type { RoundingPolicy } from "./rounding-policy.ts";

/** What is to be paid, and by how much that is more (or, below zero, less) than was due. */
export type CashRounded = { readonly toPay: Money; readonly cashRounding: Money };

/**
 * MON-6 Rounds what is due to what can be paid with the coins there are: a multiple of the policy's `cashStep`, in its
 * mode. Only what is due at the very end is rounded; prices, taxes and totals stay as they are, so the books show the
 * difference as a line of its own. Less than half a step comes to nothing.
 */
export function roundCash(due: Money, policy: RoundingPolicy): Result<CashRounded, MoneyRefusal> {
  const step = BigInt(policy.cashStep);
  const steps = roundRatio(BigInt(due.amount), step, policy.mode);

  const toPay = fitMoney(steps * step, due.currency);
  return toPay.ok ? ok({ toPay: toPay.value, cashRounding: subtractMoney(toPay.value, due) }) : toPay;
}

import type { Result } from "../kernel/result.ts";
import { keptStepAt } from "../pricing/kept-steps.ts";
import type { CartLine, VariantSnapshot } from "./cart-line.ts";
import { type LineRefusal, refreshLine, settleLines } from "./change-lines.ts";

/**
 * PRC-9 The lines of a cart as they are charged: by what the catalog says of their variants now. Of what other quantities
 * would cost, an order keeps nothing.
 */
export function chargeLines(
  lines: readonly CartLine[],
  variants: ReadonlyMap<string, VariantSnapshot>,
): Result<CartLine[], LineRefusal> {
  return settleLines(
    lines.map((line) => {
      const variant = variants.get(line.variantId);
      return keepOwnStep(variant ? refreshLine(line, variant) : line);
    }),
  );
}

/** Where none is reached all of them stay, for the refusal to say how many units it takes. */
function keepOwnStep(line: CartLine): CartLine {
  const step = keptStepAt(line.priceSteps ?? [], line.quantity);
  return step ? { ...line, priceSteps: [step] } : line;
}

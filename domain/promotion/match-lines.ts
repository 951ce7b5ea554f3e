import type { CartColumns } from "./cart-columns.ts";
import type { CompiledPromotions, CompiledSelection } from "./compile-promotions.ts";
import type { PromotedLine } from "./promotion-ask.ts";

/** The rows of a selection, in order, and what they come to before discounts. */
export type MatchedLines = { readonly rows: Int32Array; readonly units: number; readonly value: number };

/**
 * PRM-2 Answers which lines of a cart each selection looks at. The cart's lines are looked up among the targets once, and
 * each selection that somebody asks about then costs a walk over its own targets' lines.
 */
export function matchLines(compiled: CompiledPromotions, cart: CartColumns): (place: number) => MatchedLines {
  const rowsOfTarget = gatherTargets(compiled, cart);
  const known: (MatchedLines | undefined)[] = new Array(compiled.selections.length);
  const steps = new Int8Array(cart.lines.length);

  return (place) => {
    const earlier = known[place];
    if (earlier) return earlier;
    const selection = compiled.selections[place] ?? { only: [], not: [], withReduced: true };
    const matched = matchOne(selection, rowsOfTarget, cart, steps);
    known[place] = matched;
    return matched;
  };
}

function matchOne(
  { only, not, withReduced }: CompiledSelection,
  rowsOfTarget: readonly (readonly number[] | undefined)[],
  cart: CartColumns,
  steps: Int8Array,
): MatchedLines {
  // A row climbs a step for each kind in which it is; so one that is in several lists of a kind climbs it once.
  steps.fill(0);
  for (const [step, targets] of only.entries()) {
    for (const target of targets) {
      for (const row of rowsOfTarget[target] ?? []) if (steps[row] === step) steps[row] = step + 1;
    }
  }
  for (const target of not) for (const row of rowsOfTarget[target] ?? []) steps[row] = -1;

  const rows: number[] = [];
  let units = 0;
  let value = 0;
  for (let row = 0; row < steps.length; row += 1) {
    if (steps[row] !== only.length || cart.lines[row]?.isGiftCard) continue;
    if (!withReduced && cart.reduced[row] === 1) continue;
    rows.push(row);
    units += cart.quantity[row] ?? 0;
    value += cart.base[row] ?? 0;
  }
  return { rows: Int32Array.from(rows), units, value };
}

function gatherTargets({ targets, targetCount }: CompiledPromotions, { lines }: CartColumns): number[][] {
  const rowsOfTarget: number[][] = new Array(targetCount);
  for (const [row, line] of lines.entries()) {
    const note = (target: number | undefined) => {
      if (target === undefined) return;
      const rows = rowsOfTarget[target];
      if (rows) rows.push(row);
      else rowsOfTarget[target] = [row];
    };
    note(targets.variants.get(line.variantId));
    note(targets.products.get(line.productId));
    if (line.brand !== null) note(targets.brands.get(line.brand));
    noteAll(line.collections, targets.collections, note);
    noteAll(line.categories, targets.categories, note);
    noteAll(line.tags, targets.tags, note);
  }
  return rowsOfTarget;
}

function noteAll(
  names: PromotedLine["tags"],
  targets: ReadonlyMap<string, number>,
  note: (target: number | undefined) => void,
): void {
  if (targets.size === 0) return;
  for (const name of names) note(targets.get(name));
}

import type { TaxFactors } from "./tax-factors.ts";

/**
 * MON-1 Divides a tax over the components of its rate by largest remainder, the earlier component first on a tie. As
 * `allocateMoney`, but the weights are exact factors, which tax on tax makes larger than whole numbers may be.
 */
export function divideTax(tax: number, { parts, total }: TaxFactors): number[] {
  if (parts.length === 1) return [tax];
  if (total === 0n) return parts.map(() => 0);

  const shares = parts.map((part, index) => {
    const exact = BigInt(tax) * part;
    return { index, units: Number(exact / total), remainder: exact % total };
  });
  const leftOver = shares.reduce((rest, { units }) => rest - units, tax);
  for (const share of shares.toSorted(byRemainderThenIndex).slice(0, leftOver)) share.units += 1;
  return shares.map(({ units }) => units);
}

type Share = { readonly index: number; readonly remainder: bigint };

function byRemainderThenIndex(left: Share, right: Share): number {
  if (left.remainder === right.remainder) return left.index - right.index;
  return left.remainder > right.remainder ? -1 : 1;
}

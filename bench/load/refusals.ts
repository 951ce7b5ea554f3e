import type { Tally } from "./visitors.ts";

/** An answer other than the expected one makes a run wrong, however fast it was. */
export function refusals({ refused, examples }: Tally): string[] {
  const counted = Object.entries(refused).map(([what, times]) => `${times} × ${what}`);
  return counted.length === 0 ? [] : [`${counted.join(", ")} (${examples[0] ?? ""})`];
}

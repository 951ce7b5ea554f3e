import { ok, type Result, refuse } from "../kernel/result.ts";
import type { CartLine, VariantSnapshot } from "./cart-line.ts";
import { laterDescription } from "./later-description.ts";

/** What is remembered of a line's variant elsewhere; `outdated`: it was edited or is gone, and nobody knows what it is now. */
export type Recalled = VariantSnapshot | "outdated";

export type GraceTerms = {
  /** When the settings that tax and shipping follow were read; null: nobody knows. */
  settingsAtMs: number | null;
  nowMs: number;
  graceMs: number;
};

/** The newest descriptions that there are, and when the oldest of all that the charge goes by was read. */
export type Grace = { variants: Map<string, VariantSnapshot>; sinceMs: number };

export type GraceRefusal =
  | { code: "price_unknown"; lineIds: readonly string[] }
  | { code: "settings_unknown" };

/**
 * PRC-10 What a cart is charged while nobody can read prices: the last ones that were read, each line's by itself, for
 * less than the grace and not past a moment at which they were known to change. What is remembered elsewhere counts where
 * it is newer; what is known to be gone or edited is not sold by the cart's own word.
 */
export function chargeUnderGrace(
  lines: readonly CartLine[],
  recalled: ReadonlyMap<string, Recalled>,
  { settingsAtMs, nowMs, graceMs }: GraceTerms,
): Result<Grace, GraceRefusal> {
  // A clock that was set back makes nothing young again.
  const isYoung = (atMs: number) => Math.abs(nowMs - atMs) < graceMs;
  if (settingsAtMs === null || !isYoung(settingsAtMs)) return refuse({ code: "settings_unknown" });

  const variants = new Map<string, VariantSnapshot>();
  const unknown: string[] = [];
  let sinceMs = settingsAtMs;
  for (const line of lines) {
    const variant = newest(line, recalled.get(line.variantId));
    const asOf = variant?.asOf;
    const isKnown = asOf && isYoung(asOf.atMs) && (asOf.untilMs === undefined || nowMs < asOf.untilMs);
    if (!variant || !isKnown) {
      unknown.push(line.id);
      continue;
    }
    variants.set(line.variantId, variant);
    sinceMs = Math.min(sinceMs, asOf.atMs);
  }
  return unknown.length > 0 ? refuse({ code: "price_unknown", lineIds: unknown }) : ok({ variants, sinceMs });
}

/** Null when the cart's own description is known to be old, and nobody has another. */
function newest(line: CartLine, recalled: Recalled | undefined): VariantSnapshot | null {
  // It was never read for this cart, or it was found gone since: nobody's memory makes up for that.
  if (!line.asOf || recalled === "outdated") return null;
  return recalled ? laterDescription<VariantSnapshot>(recalled, line) : line;
}

import type { CompiledTax } from "./compile-tax.ts";
import { taxZoneAt } from "./compile-tax.ts";
import { type DatedTaxRate, rateOn, type TaxComponent } from "./dated-rate.ts";
import { whyNoReverseCharge } from "./reverse-charge.ts";
import type { TaxAsk, TaxExemption } from "./tax-ask.ts";
import { type TaxFactors, taxFactors } from "./tax-factors.ts";
import type { TaxConsidered, TaxTreatment } from "./taxed-cart.ts";

/** A rate made ready to reckon with; `key` is equal for rates that take the same in the same words. */
export type ReadyRate = {
  readonly key: string;
  readonly components: readonly TaxComponent[];
  readonly factors: TaxFactors;
};

/** How goods of one kind are taxed in this cart. */
export type Taxation = {
  readonly key: string;
  readonly treatment: TaxTreatment;
  /** Null when nothing is taxed. */
  readonly rate: ReadyRate | null;
  /** What to take out of a gross price first; null to leave it as it is. */
  readonly homeRate: ReadyRate | null;
  readonly zone: string | null;
  readonly category: string;
};

/** What is to be taxed, as far as its rate asks. */
export type TaxedKind = {
  readonly category: string;
  readonly forGoods: boolean;
  readonly isGiftCard: boolean;
};

/** The taxation of every kind of goods in one cart, each looked up once; and what was asked about the buyer. */
export function resolveTaxation(
  ask: TaxAsk,
  tax: CompiledTax,
): { taxationOf: (kind: TaxedKind) => Taxation; considered: TaxConsidered[] } {
  const { grossPrices, home, reverseCharge } = tax.settings;
  const { destination, customer, day } = ask;
  const zone = taxZoneAt(tax, destination);
  const homeZone = taxZoneAt(tax, home);

  const notExempt = whyNotExempt(customer.exemption, destination.country, day);
  const noReverse = (forGoods: boolean) =>
    whyNoReverseCharge(customer.vatId, { home, destination, forGoods }, reverseCharge);
  const noReverseOf = { goods: noReverse(true), digital: noReverse(false) };

  const ready = (from: string | undefined, category: string): ReadyRate | null => {
    const rates: readonly DatedTaxRate[] = (from === undefined ? undefined : tax.ratesByZone.get(from)) ?? [];
    const rate = rateOn(rates, category, day);
    if (!rate || rate.components.length === 0) return null;
    return { key: keyOf(rate.components), components: rate.components, factors: taxFactors(rate.components) };
  };

  const resolve = ({ category, forGoods, isGiftCard }: TaxedKind): Omit<Taxation, "key"> => {
    const where = { zone: zone?.id ?? null, category };
    if (isGiftCard) return { treatment: "voucher", rate: null, homeRate: null, ...where };

    const atHome = ready(homeZone?.id, category);
    const untaxed = grossPrices.untaxed === "same_net" ? atHome : null;
    if (notExempt === null) return { treatment: "exempt", rate: null, homeRate: untaxed, ...where };
    if (noReverseOf[forGoods ? "goods" : "digital"] === null) {
      return { treatment: "reverse_charge", rate: null, homeRate: untaxed, ...where };
    }
    const rate = ready(zone?.id, category);
    const homeRate = grossPrices.abroad === "same_net" && atHome?.key !== rate?.key ? atHome : null;
    return { treatment: rate ? "taxed" : "no_rate", rate, homeRate, ...where };
  };

  const known = new Map<string, Taxation>();
  const taxationOf = (kind: TaxedKind): Taxation => {
    const name = `${kind.forGoods} ${kind.isGiftCard} ${kind.category}`;
    const earlier = known.get(name);
    if (earlier) return earlier;
    const resolved = resolve(kind);
    const key = `${resolved.treatment} ${resolved.rate?.key ?? ""} ${resolved.homeRate?.key ?? ""}`;
    const taxation = { key, ...resolved };
    known.set(name, taxation);
    return taxation;
  };

  return {
    taxationOf,
    considered: [
      { rule: "tax.exempt", subject: "order", whyNot: notExempt },
      { rule: "tax.reverse_charge", subject: "goods", whyNot: noReverseOf.goods },
      { rule: "tax.reverse_charge", subject: "digital", whyNot: noReverseOf.digital },
    ],
  };
}

function whyNotExempt(exemption: TaxExemption | null, country: string, day: string): string | null {
  if (exemption === null) return "no_exemption";
  if (exemption.countries.length > 0 && !exemption.countries.includes(country)) return "exempt_elsewhere";
  return exemption.untilDay !== null && exemption.untilDay < day ? "exemption_ended" : null;
}

function keyOf(components: readonly TaxComponent[]): string {
  return JSON.stringify(components.map(({ name, ratePpm, isCompound }) => [name, ratePpm, isCompound]));
}

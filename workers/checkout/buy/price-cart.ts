import type { VariantFacts } from "../../../contracts/rpc/catalog.ts";
import type { LineView, RecordView } from "../../../contracts/rpc/orders.ts";
import type { CartLine, VariantSnapshot } from "../../../domain/cart/cart-line.ts";
import type { LineRefusal } from "../../../domain/cart/change-lines.ts";
import { chargeLines } from "../../../domain/cart/charge-lines.ts";
import type { Money } from "../../../domain/money/money.ts";
import type { PricingBundle } from "../../../domain/pricing/pricing-bundle.ts";
import type { Quote } from "../../../domain/pricing/quote.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";
import { requireShelf } from "../cart/choose-reader.ts";
import { encodeTotals } from "../cart/encode-cart.ts";
import type { OpenCart } from "../cart/open-cart.ts";
import { quoteProblem, quoteRecord, quoteToShow } from "../cart/quote-record.ts";
import { lookUpVariants, notForSale } from "../cart/variants.ts";
import type { CheckoutEnv } from "../env.ts";
import { recallPrices } from "./recall-prices.ts";
import { refreshCart } from "./refresh-cart.ts";

/** What is frozen of a cart: its content of this version, as it is charged. */
export type PricedCart = {
  contentVersion: number;
  lines: LineView[];
  quote: Quote;
  /** PRC-10 Null: by prices of now. */
  grace: { sinceMs: number } | null;
};

type Variants = Map<string, VariantFacts>;

/**
 * A cart at the prices of now, under grace (PRC-10) at the last known ones, and at none where it has none any more
 * (PRC-11). What differs from what the cart shows is kept by it, and what differs from what the buyer was shown is answered
 * and not charged.
 */
export async function priceCart(
  env: CheckoutEnv,
  cart: OpenCart,
  record: RecordView,
  expectedTotal: Money | undefined,
): Promise<PricedCart> {
  const [{ bundle, asOfMs }, known] = await Promise.all([
    requireShelf(env, cart.ref.birth),
    askCatalog(env, cart, record),
  ]);
  const { variants, grace } =
    known === "down" ? await recallPrices(env, cart, record, asOfMs) : { variants: known, grace: null };
  await requireAll(cart, record, variants);
  const lines = await charge(cart, record, variants);
  const quote = quoteOf({ ...record, lines }, bundle);

  const shown = quoteToShow(record, bundle);
  const isAsShown = isSame(shown.total, quote.total);
  const { contentVersion } = isAsShown ? record : await refreshCart(cart, record, [...variants.values()]);
  const expected = expectedTotal ?? shown.total;
  if (!isSame(expected, quote.total))
    throw problem("total_changed", {
      members: { expected_total: expected, shown: encodeTotals(shown), present: encodeTotals(quote) },
    });
  return { contentVersion, lines, quote, grace };
}

async function requireAll(cart: OpenCart, record: RecordView, variants: Variants): Promise<void> {
  const isMissing = ({ variantId }: LineView) => !variants.has(variantId);
  const missing = record.lines.flatMap((line, index) =>
    isMissing(line) ? [{ ...line, pointer: `/lines/${index}` }] : [],
  );
  if (missing.length === 0) return;
  await forgetReading(cart, missing);
  throw notForSale(missing, record);
}

/** `down`: nobody can say what anything costs now. */
async function askCatalog(
  env: CheckoutEnv,
  { ref }: OpenCart,
  { lines }: RecordView,
): Promise<Variants | "down"> {
  const ids = lines.map(({ variantId }) => variantId);
  try {
    return await lookUpVariants(env, ids, ref.birth, "exact");
  } catch (error) {
    if (isPassingFault(error)) return "down";
    throw error;
  }
}

/**
 * PRC-10 What was found gone, or not to be had in this quantity, is not sold by its last price. Whatever the cart has become
 * meanwhile, it is true of the lines that it has of these variants, and where nothing can be noted any more nothing can be
 * bought either.
 */
async function forgetReading({ orders, ref }: OpenCart, lines: readonly LineView[]): Promise<void> {
  if (lines.every(({ asOf }) => asOf === undefined)) return;
  const gone = lines.map(({ variantId }) => variantId);
  await orders.change({
    ...ref,
    change: { kind: "refresh_lines", variants: [], gone },
    ifVersion: null,
    idempotency: null,
  });
}

async function charge(cart: OpenCart, { lines }: RecordView, variants: Variants): Promise<LineView[]> {
  const charged = chargeLines(
    lines as unknown as CartLine[],
    variants as unknown as Map<string, VariantSnapshot>,
  );
  if (charged.ok) return charged.value as unknown as LineView[];
  await forgetReading(cart, lines);
  throw limitExceeded(charged.refusal);
}

function quoteOf(record: RecordView, bundle: PricingBundle): Quote {
  const quoted = quoteRecord(record, bundle);
  if (!quoted.ok) throw quoteProblem(quoted.refusal);
  const quote = quoted.value;
  if (quote.requiresShipping && quote.shipping === null) throw quoteProblem(optionGone(record, bundle));
  return quote;
}

/** A bundle may have grown since it was put into the cart. */
function limitExceeded(refusal: LineRefusal): ProblemError {
  const allowed = "allowed" in refusal ? refusal.allowed : 0;
  return problem("limit_exceeded", { members: { limit: refusal.code, allowed } });
}

function optionGone(record: RecordView, bundle: PricingBundle) {
  return {
    code: "shipping_option_unavailable" as const,
    optionId: record.shippingOptionId ?? "",
    destinationCountry: record.country ?? bundle.defaultCountry,
    currency: record.currency,
  };
}

function isSame(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}

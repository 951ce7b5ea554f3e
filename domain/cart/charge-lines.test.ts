import { expect, it } from "vitest";
import { composeItemId } from "../kernel/item-id.ts";
import type { KeptStep } from "../pricing/kept-steps.ts";
import type { CartLine, VariantSnapshot } from "./cart-line.ts";
import { PRICE_STEPS_MAX } from "./change-lines.ts";
import { chargeLines } from "./charge-lines.ts";

const TIERS: KeptStep[] = Array.from({ length: 50 }, (_, index) => [index + 1, 1_000 - index]);

function variant(name: string, priceSteps?: KeptStep[]): VariantSnapshot {
  return {
    variantId: `var_${name}`,
    productId: "prod",
    productHandle: "tee",
    productTitle: "Tee",
    variantTitle: "One size",
    sku: name,
    itemId: composeItemId(0, "1".repeat(20)),
    unitPrice: { amount: 1_000, currency: "EUR" },
    taxCategory: "standard",
    requiresShipping: true,
    ...(priceSteps ? { priceSteps } : {}),
  };
}
const line = (sold: VariantSnapshot, quantity: number): CartLine => ({
  ...sold,
  id: `line_${sold.sku}`,
  quantity,
});
const known = (...variants: VariantSnapshot[]) => new Map(variants.map((one) => [one.variantId, one]));

it("a line is charged by the tier that it reaches now, and keeps that alone", () => {
  const charged = chargeLines([line(variant("TEE"), 7)], known(variant("TEE", TIERS)));
  expect(charged.ok && charged.value).toMatchObject([
    { unitPrice: { amount: 994 }, priceSteps: [[7, 994]], quantity: 7 },
  ]);
});

it("one that costs the same whatever the quantity keeps no tier", () => {
  const charged = chargeLines([line(variant("TEE", TIERS), 7)], known(variant("TEE")));
  expect(charged.ok && charged.value).toEqual([line(variant("TEE"), 7)]);
});

it("fewer units than any price is for are not sold", () => {
  const dear: KeptStep[] = [
    [10, 900],
    [20, 800],
  ];
  expect(chargeLines([line(variant("TEE"), 9)], known(variant("TEE", dear)))).toEqual({
    ok: false,
    refusal: { code: "too_few_units", allowed: 10 },
  });
});

it("the largest cart is bought however many tiers its variants have got meanwhile", () => {
  const variants = Array.from({ length: 300 }, (_, index) => variant(`V${index}`, TIERS));
  expect(variants.length * TIERS.length).toBeGreaterThan(PRICE_STEPS_MAX);
  const charged = chargeLines(
    variants.map((one) => line(one, 1)),
    known(...variants),
  );
  expect(charged.ok).toBe(true);
});

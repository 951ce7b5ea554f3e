/** What stands between a cart and its purchase, as places in the cart. */
export type MissingPart = "lines" | "email" | "shipping_address" | "shipping_option_id";

/** Everything that must be there before a cart can be bought. Digital goods need no address. */
export function missingParts(cart: {
  lines: readonly { requiresShipping: boolean }[];
  email: string | null;
  hasShippingAddress: boolean;
  shippingOptionId: string | null;
}): MissingPart[] {
  const missing: MissingPart[] = [];
  const ships = cart.lines.some((line) => line.requiresShipping);
  if (cart.lines.length === 0) missing.push("lines");
  if (cart.email === null) missing.push("email");
  if (ships && !cart.hasShippingAddress) missing.push("shipping_address");
  if (ships && cart.shippingOptionId === null) missing.push("shipping_option_id");
  return missing;
}

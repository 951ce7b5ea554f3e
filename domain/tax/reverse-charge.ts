import type { Place } from "../place/place.ts";
import { euMemberAt } from "./eu-vat-area.ts";
import { readVatId } from "./vat-id.ts";

/** Whether a business abroad may account for the tax itself: never, by the form of its id alone, or once a register confirmed it. */
export type ReverseChargePolicy = "off" | "by_format" | "when_verified";

/** An id as the buyer gave it. */
export type GivenVatId = { readonly text: string; readonly isVerified: boolean };

/** Why the seller charges tax after all. */
export type NoReverseCharge =
  | "off"
  | "no_vat_id"
  | "malformed_vat_id"
  | "not_an_eu_vat_id"
  | "vat_id_not_verified"
  | "seller_not_in_eu"
  | "destination_not_in_eu"
  | "domestic_supply"
  | "vat_id_of_sellers_state";

/**
 * TAX-5 Whether a supply between businesses of two member states is left to the buyer to tax (Directive 2006/112/EC:
 * article 138 for goods, 196 for services); null when it is. The id must be of another state than the seller's, though not
 * of the destination. Northern Ireland counts for goods alone, so its ids do nothing for what is digital.
 */
export function whyNoReverseCharge(
  given: GivenVatId | null,
  route: { readonly home: Place; readonly destination: Place; readonly forGoods: boolean },
  policy: ReverseChargePolicy,
): NoReverseCharge | null {
  if (policy === "off") return "off";
  if (given === null) return "no_vat_id";

  const vatId = readVatId(given.text);
  if (!vatId) return "malformed_vat_id";
  if (!vatId.isEu || (vatId.country === "XI" && !route.forGoods)) return "not_an_eu_vat_id";
  if (policy === "when_verified" && !given.isVerified) return "vat_id_not_verified";

  const seller = euMemberAt(route.home, route.forGoods);
  const destination = euMemberAt(route.destination, route.forGoods);
  if (seller === null) return "seller_not_in_eu";
  if (destination === null) return "destination_not_in_eu";
  if (destination === seller) return "domestic_supply";
  return vatId.country === seller ? "vat_id_of_sellers_state" : null;
}

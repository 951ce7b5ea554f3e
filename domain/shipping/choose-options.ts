import { ok, type Result, refuse } from "../kernel/result.ts";
import type { OfferedShipment, OptionNotOffered, OptionOffer } from "./offer-options.ts";

/** The option chosen for each shipment; the prices of several add. */
export type ChosenShipping = {
  readonly chosen: readonly { readonly profile: string | null; readonly offer: OptionOffer }[];
  /** Profiles of shipments for which nothing is chosen yet. */
  readonly missing: readonly (string | null)[];
};

export type ChoiceRefusal = {
  readonly code: "shipping_option_unavailable";
  readonly optionId: string;
  readonly whyNot: OptionNotOffered["whyNot"] | "unknown_option";
};

/**
 * SHP-1 Takes what a buyer chose: for each shipment the first of `optionIds` that is of it. An option of no shipment is passed
 * over when nothing is shipped (any more), and refused otherwise; so is one that its shipment is not offered (any more).
 */
export function chooseOptions(
  shipments: readonly OfferedShipment[],
  optionIds: readonly string[],
): Result<ChosenShipping, ChoiceRefusal> {
  const offered = new Set(shipments.flatMap(({ offers }) => offers.map(({ optionId }) => optionId)));
  const strange = shipments.length === 0 ? undefined : optionIds.find((optionId) => !offered.has(optionId));
  if (strange !== undefined) {
    const reasons = shipments.flatMap(({ notOffered }) => notOffered);
    const whyNot = reasons.find(({ optionId }) => optionId === strange)?.whyNot ?? "unknown_option";
    return refuse({ code: "shipping_option_unavailable", optionId: strange, whyNot });
  }

  const choices = shipments.map(({ shipment, offers }) => ({
    profile: shipment.profile,
    offer: optionIds.flatMap((id) => offers.find(({ optionId }) => optionId === id) ?? [])[0],
  }));
  return ok({
    chosen: choices.flatMap(({ profile, offer }) => (offer ? [{ profile, offer }] : [])),
    missing: choices.flatMap(({ profile, offer }) => (offer ? [] : [profile])),
  });
}

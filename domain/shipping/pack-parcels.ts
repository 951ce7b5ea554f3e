import { ok, type Result, refuse } from "../kernel/result.ts";
import { SHIPPING_LIMITS } from "./shipping-settings.ts";

/** What is packed: so many units of one line, each of one weight. */
export type PackedLine = { readonly lineId: string; readonly quantity: number; readonly weightGrams: number };

/** A box, and what is in it. */
export type Parcel = {
  readonly weightGrams: number;
  readonly units: readonly { readonly lineId: string; readonly quantity: number }[];
};

export type PackRefusal =
  | { code: "unit_too_heavy"; lineId: string; weightGrams: number; parcelMaxGrams: number }
  | { code: "too_many_parcels"; parcelsMax: number };

/**
 * SHP-3 Divides units over parcels of at most `parcelMaxGrams`: heaviest units first (the lesser line id of equal ones),
 * each into the first parcel that has room (first-fit decreasing, at most 11/9 of the fewest possible and one more).
 * Units of a line are alike, so they are packed as many at once as fit, which gives what packing each alone would.
 */
export function packParcels(
  lines: readonly PackedLine[],
  parcelMaxGrams: number | null,
): Result<Parcel[], PackRefusal> {
  const sorted = lines.toSorted(byWeightThenId);
  const [heaviest] = sorted;
  if (parcelMaxGrams !== null && heaviest && heaviest.weightGrams > parcelMaxGrams) {
    const { lineId, weightGrams } = heaviest;
    return refuse({ code: "unit_too_heavy", lineId, weightGrams, parcelMaxGrams });
  }

  const parcels: Open[] = [];
  for (const { lineId, quantity, weightGrams } of sorted) {
    const roomIn = (parcel: Open) =>
      parcelMaxGrams === null || weightGrams === 0
        ? quantity
        : Math.floor((parcelMaxGrams - parcel.weightGrams) / weightGrams);

    let left = quantity;
    for (let at = 0; left > 0; at += 1) {
      const parcel = parcels[at] ?? { weightGrams: 0, units: [] };
      if (at === parcels.length) parcels.push(parcel);
      if (parcels.length > SHIPPING_LIMITS.parcelsMax) {
        return refuse({ code: "too_many_parcels", parcelsMax: SHIPPING_LIMITS.parcelsMax });
      }
      const fits = Math.min(left, roomIn(parcel));
      if (fits === 0) continue;
      parcel.units.push({ lineId, quantity: fits });
      parcel.weightGrams += fits * weightGrams;
      left -= fits;
    }
  }
  return ok(parcels);
}

type Open = { weightGrams: number; units: { lineId: string; quantity: number }[] };

function byWeightThenId(left: PackedLine, right: PackedLine): number {
  if (left.weightGrams !== right.weightGrams) return right.weightGrams - left.weightGrams;
  return left.lineId < right.lineId ? -1 : 1;
}

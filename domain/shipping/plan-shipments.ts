import type { Dimensions } from "../catalog/product.ts";
import { type PackRefusal, type Parcel, packParcels } from "./pack-parcels.ts";
import type { ShippedLine } from "./shipped-line.ts";
import { GENERAL_PROFILE, type ShippingSettings } from "./shipping-settings.ts";

/** The goods of one profile on their way: what is chosen, packed and priced apart from the rest of the cart. */
export type Shipment = {
  /** Null: the general profile. */
  readonly profile: string | null;
  /** By line id. */
  readonly lines: readonly ShippedLine[];
  readonly quantity: number;
  readonly weightGrams: number;
  /** None where they can't be packed, as `unpackable` says. */
  readonly parcels: readonly Parcel[];
  readonly unpackable: PackRefusal | null;
};

/**
 * SHP-1 What of a cart is shipped, and with what: a shipment per profile, the general one first. Digital goods and others
 * that need no shipping are in none; a cart of nothing else has none.
 */
export function planShipments(lines: readonly ShippedLine[], { profiles }: ShippingSettings): Shipment[] {
  const known = new Map(profiles.map((profile) => [profile.id, profile]));
  const groups = new Map<string, ShippedLine[]>();
  for (const line of lines) {
    if (!line.requiresShipping) continue;
    const named = line.shippingProfile ?? GENERAL_PROFILE;
    const profile = known.has(named) ? named : GENERAL_PROFILE;
    const group = groups.get(profile);
    if (group) group.push(line);
    else groups.set(profile, [line]);
  }

  return [...groups.entries()].sort(generalFirst).map(([profile, group]) => {
    const packed = packParcels(group, known.get(profile)?.parcelMaxGrams ?? null);
    return {
      profile: profile === GENERAL_PROFILE ? null : profile,
      lines: group.toSorted((left, right) => (left.lineId < right.lineId ? -1 : 1)),
      quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
      weightGrams: group.reduce((sum, { quantity, weightGrams }) => sum + quantity * weightGrams, 0),
      parcels: packed.ok ? packed.value : [],
      unpackable: packed.ok ? null : packed.refusal,
    };
  });
}

/** The space that units of a shipment take, in mm³; exact, for large ones in large numbers outgrow a double. */
export function volumeOf(shipment: Shipment, units: Parcel["units"]): bigint {
  const sizes = new Map(shipment.lines.map(({ lineId, dimensions }) => [lineId, dimensions]));
  return units.reduce(
    (sum, { lineId, quantity }) => sum + BigInt(quantity) * cubic(sizes.get(lineId) ?? null),
    0n,
  );
}

function cubic(size: Dimensions | null): bigint {
  return size === null ? 0n : BigInt(size.lengthMm) * BigInt(size.widthMm) * BigInt(size.heightMm);
}

function generalFirst([left]: [string, unknown], [right]: [string, unknown]): number {
  if (left === right) return 0;
  if (left === GENERAL_PROFILE) return -1;
  if (right === GENERAL_PROFILE) return 1;
  return left < right ? -1 : 1;
}

import { hashOf } from "./hash.ts";
import type { DemoLocation, DemoProduct, DemoVariant, StockLevel } from "./types.ts";

/** The two places the shop ships from. */
export const locations = [
  { code: "berlin", name: "Berlin warehouse", country: "DE" },
  { code: "lisbon", name: "Lisbon warehouse", country: "PT" },
] as const satisfies DemoLocation[];

type LocationCode = (typeof locations)[number]["code"];

/** SKUs with a story to show: nearly gone, split over both places, or (an empty entry) sold out. */
const scarce: Record<string, Partial<Record<LocationCode, number>>> = {
  "DRS-AMAL-S-TERR": { lisbon: 3 },
  "RUG-ATL-170X240-MARI": { berlin: 1, lisbon: 1 },
  "CAM-HALF-CREM": { berlin: 3 },
  "KNF-CHEF": { berlin: 5, lisbon: 2 },
  "JMP-FISH-L-CREM": { berlin: 2 },
  "SNK-LOW-43-TOMA": {},
};

/** Downloads are stocked so deep that nobody meets the end, and the same machine decides on everything. */
const downloadUnits = 100_000;

/** What every location begins with, decided by the SKU alone. A location without units has no row. */
export function openingStock(products: DemoProduct[]): StockLevel[] {
  return products.flatMap((product) => product.variants).flatMap(levelsOf);
}

function levelsOf(variant: DemoVariant): StockLevel[] {
  const unitsAt: Partial<Record<LocationCode, number>> = scarce[variant.sku] ?? usualUnits(variant);
  return locations.flatMap(({ code }) => {
    const units = unitsAt[code];
    return units === undefined ? [] : [{ sku: variant.sku, location: code, units }];
  });
}

/** Most things are in both places, some in one only, and heavy things in smaller numbers. */
function usualUnits({
  sku,
  requires_shipping,
  weight_grams,
}: DemoVariant): Partial<Record<LocationCode, number>> {
  if (!requires_shipping) return { berlin: downloadUnits };

  const most = weight_grams >= 4_000 ? 18 : weight_grams >= 1_000 ? 70 : 240;
  const berlin = 6 + (hashOf(`${sku}@berlin`) % most);
  const lisbon = 4 + (hashOf(`${sku}@lisbon`) % most);
  const spread = hashOf(`${sku}@spread`) % 10;
  if (spread < 2) return { berlin };
  if (spread < 4) return { lisbon };
  return { berlin, lisbon };
}

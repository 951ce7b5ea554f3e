import type { Flaw } from "../catalog/flaw.ts";
import { AREA_LIMITS, type Area, type PostcodeRange } from "./area.ts";
import { POSTCODE_LENGTH_MAX, postcodeKey } from "./place.ts";

/** What is wrong with a list of areas as staff entered it; `at` is where the list stands. */
export function findAreaFlaws(areas: readonly Area[], at: Flaw["at"]): Flaw[] {
  if (areas.length > AREA_LIMITS.areasMax) return [{ at, detail: `are more than ${AREA_LIMITS.areasMax}` }];
  return areas.flatMap(({ regions, postcodes }, index) => {
    const here = [...at, index];
    if (regions.length > AREA_LIMITS.regionsMax) {
      return [{ at: [...here, "regions"], detail: `are more than ${AREA_LIMITS.regionsMax}` }];
    }
    if (postcodes.length > AREA_LIMITS.postcodesMax) {
      return [{ at: [...here, "postcodes"], detail: `are more than ${AREA_LIMITS.postcodesMax}` }];
    }
    return postcodes.flatMap((range, row) => rangeFlaws(range, [...here, "postcodes", row]));
  });
}

function rangeFlaws({ from, to }: PostcodeRange, at: Flaw["at"]): Flaw[] {
  const isKey = (text: string) =>
    text.length > 0 && text.length <= POSTCODE_LENGTH_MAX && postcodeKey(text) === text;
  if (!isKey(from) || !isKey(to)) return [{ at, detail: "is written in capital letters and digits alone" }];
  if (from.length !== to.length) return [{ at, detail: "begins and ends with as many characters" }];
  return from > to ? [{ at, detail: "ends before it begins" }] : [];
}

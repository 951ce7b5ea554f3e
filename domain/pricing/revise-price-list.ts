import type { Flaw } from "../catalog/flaw.ts";
import type { ShelfSettings } from "../catalog/resolve-shelf.ts";
import { sameValue } from "../catalog/same-value.ts";
import { ok, type Result, refuse } from "../kernel/result.ts";
import type { PriceList } from "./price-list.ts";

type Given = Omit<PriceList, "id" | "version" | "createdAtMs" | "updatedAtMs">;

/** What staff want changed. What is left out stays; handle and currency always do. */
export type PriceListEdit = Partial<Omit<Given, "handle" | "currency">>;

/** The first version of a list. */
export function composePriceList(
  given: Given,
  known: ShelfSettings,
  id: string,
  nowMs: number,
): Result<PriceList, readonly Flaw[]> {
  const isSold = known.currencies.some(({ code }) => code === given.currency);
  const flaws = [
    ...(isSold ? [] : [{ at: ["currency"], detail: "is not a currency of the shop" }]),
    ...referenceFlaws(given, known),
    ...windowFlaws(given),
  ];
  return flaws.length > 0
    ? refuse(flaws)
    : ok({ ...given, id, version: 1, createdAtMs: nowMs, updatedAtMs: nowMs });
}

/** The version that follows `list`, or `list` itself when the edit changes nothing. */
export function revisePriceList(
  list: PriceList,
  edit: PriceListEdit,
  known: ShelfSettings,
  nowMs: number,
): Result<PriceList, readonly Flaw[]> {
  const next = { ...list, ...edit };
  // What the list refers to already may have left the settings: that is no reason to refuse another change.
  const flaws = [...referenceFlaws(edit, known), ...windowFlaws(next)];
  if (flaws.length > 0) return refuse(flaws);
  return ok(sameValue(next, list) ? list : { ...next, version: list.version + 1, updatedAtMs: nowMs });
}

function referenceFlaws({ priceGroup, market, channel }: PriceListEdit, known: ShelfSettings): Flaw[] {
  const check = (field: string, handle: string | null | undefined, handles: readonly string[]): Flaw[] =>
    handle === null || handle === undefined || handles.includes(handle)
      ? []
      : [{ at: [field], detail: "is not in the shop's settings" }];
  return [
    ...check("price_group", priceGroup, known.priceGroups),
    ...check(
      "market",
      market,
      known.markets.map(({ handle }) => handle),
    ),
    ...check("channel", channel, known.channels),
  ];
}

function windowFlaws({ startsAtMs, endsAtMs }: Pick<Given, "startsAtMs" | "endsAtMs">): Flaw[] {
  const isEmpty = startsAtMs !== null && endsAtMs !== null && endsAtMs <= startsAtMs;
  return isEmpty ? [{ at: ["ends_at"], detail: "is not after starts_at" }] : [];
}

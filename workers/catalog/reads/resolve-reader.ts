import { resolveShelf, type Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { problem } from "../../../platform/http/problem.ts";
import { unknownChoice } from "../../../platform/http/unknown-choice.ts";
import { shelfSettings } from "../shelf-settings.ts";
import type { ReadContext } from "./read-context.ts";
import { currentSettings } from "./shop-settings.ts";

const NOT_SAID = "-";

/** PRC-5 Who reads, as the first five segments of a canonical address say; a 400 problem for what the shop does not have. */
export async function resolveReader(read: ReadContext, segments: readonly string[]): Promise<Shelf> {
  const [channel = "", market, currency, locale, priceGroup] = segments.map((segment) =>
    segment === NOT_SAID ? null : segment,
  );
  if (
    !channel ||
    market === undefined ||
    currency === undefined ||
    locale === undefined ||
    priceGroup === undefined
  )
    throw problem("not_found");

  const present = await currentSettings(read);
  if (!present)
    throw problem("service_unavailable", { detail: "The shop is not set up yet: it has no settings." });
  const resolved = resolveShelf(shelfSettings(present.body), {
    channel,
    market,
    currency,
    locale,
    priceGroup,
  });
  if (!resolved.ok) throw unknownChoice(resolved.refusal, "reader");
  return resolved.value;
}

/** Names all that a shelf is told apart by; no two shelves have one name. */
export function nameOfShelf({
  channel,
  market,
  currency,
  locale,
  priceGroup,
  pricesIncludeTax,
}: Shelf): string {
  const places = [channel, market ?? NOT_SAID, currency, locale, priceGroup ?? NOT_SAID];
  return `${places.join("/")}${pricesIncludeTax ? "" : "/net"}`;
}

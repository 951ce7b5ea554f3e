import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/product.ts";
import type { Facet } from "../../../contracts/http/store/search.ts";
import { resolveShelf, type ShelfAsk } from "../../../domain/catalog/resolve-shelf.ts";
import type { DocumentCard } from "../../../domain/search/document.ts";
import { shelvesOf } from "../../../domain/search/price-classes.ts";
import { isUnchanged } from "../../../platform/http/is-unchanged.ts";
import { problem } from "../../../platform/http/problem.ts";
import { unknownChoice } from "../../../platform/http/unknown-choice.ts";
import { showSignal } from "../availability/show-availability.ts";
import type { CatalogEnv } from "../env.ts";
import { renderAnswer } from "../reads/render-answer.ts";
import { showPicture } from "../show-picture.ts";
import { parseSearch } from "./parse-search.ts";
import { showPlace } from "./search-cursor.ts";
import { searchProducts } from "./search-products.ts";
import { SEARCH_MAX_AGE_S } from "./search-settings.ts";
import { loadState } from "./search-state.ts";
import type { Searching } from "./searching.ts";
import { tablesOf } from "./slots.ts";
import { suggest } from "./suggest.ts";
import { titleIn } from "./title-in.ts";

/**
 * SRC-10 Answers a search from D1 `search` alone: what it costs is never taken from those who ask for prices. What it shows
 * is as old as the index, which follows the catalog within seconds.
 */
export async function answerSearch(
  request: Request,
  env: CatalogEnv,
  segments: readonly string[],
  resource: "products" | "suggestions",
): Promise<Response> {
  const state = await loadState(env.SEARCH, Date.now());
  if (!state.shop) throw problem("service_unavailable", { detail: "The search index is not ready yet." });
  const resolved = resolveShelf(state.shop, askOf(segments));
  if (!resolved.ok) throw unknownChoice(resolved.refusal, "reader");

  const searching: Searching = {
    session: env.SEARCH.withSession("first-unconstrained"),
    state,
    tables: tablesOf(state.slot),
    shelf: resolved.value,
    priceShelves: shelvesOf(state.shop.audiences, resolved.value),
    cost: { questions: 0, rowsRead: 0 },
  };
  const query = new URL(request.url).searchParams;
  const body = resource === "products" ? await listFound(searching, query) : await suggest(searching, query);
  return encode(request, body, searching);
}

async function listFound(searching: Searching, query: URLSearchParams) {
  const asked = parseSearch(query);
  const found = await searchProducts(searching, asked);
  const facets: z.input<typeof Facet>[] = found.facets.map(({ facet, isPartial, values }) => ({
    facet,
    values,
    is_partial: isPartial,
  }));
  return {
    data: found.cards.map((card) => showCard(JSON.parse(card) as DocumentCard, searching)),
    next_cursor: found.next ? showPlace(asked.sort, found.next) : null,
    matches: { count: found.matches.count, is_more: found.matches.isMore },
    ...(facets.length > 0 ? { facets } : {}),
    ...(found.correctedTo === null ? {} : { corrected_to: found.correctedTo }),
  };
}

function showCard(
  card: DocumentCard,
  { shelf: { currency, locale }, priceShelves }: Searching,
): z.input<typeof wire.ProductCard> {
  const [low, high] = priceShelves.flatMap((name) => card.prices[name] ?? []);
  const priced = (amount: number | undefined) => (amount === undefined ? null : { amount, currency });
  return {
    id: card.id,
    handle: card.handle,
    title: titleIn(card, locale),
    picture: card.picture ? showPicture(card.picture) : null,
    price_from: priced(low),
    price_to: priced(high),
    variant_count: card.variants,
    availability: { status: showSignal(card.signal) },
  };
}

/** The segments of a canonical address that say who reads; `-` is not said. */
function askOf(segments: readonly string[]): ShelfAsk {
  const [channel, market, currency, locale, priceGroup] = segments.map((said) =>
    said === "-" ? null : said,
  );
  if (!channel || priceGroup === undefined) throw problem("not_found");
  return { channel, market: market ?? null, currency: currency ?? null, locale: locale ?? null, priceGroup };
}

async function encode(request: Request, body: object, { shelf, cost }: Searching): Promise<Response> {
  const { body: bytes, etag } = await renderAnswer(body);
  const headers = {
    etag,
    "cache-control": `public, max-age=${SEARCH_MAX_AGE_S}`,
    "content-language": shelf.locale,
    "server-timing": `search;desc="${cost.questions}", rows;desc="${cost.rowsRead}"`,
  };
  if (isUnchanged(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  return new Response(bytes, { headers: { ...headers, "content-type": "application/json" } });
}

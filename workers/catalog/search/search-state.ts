import { languageOf } from "../../../domain/search/fold-word.ts";
import { type Synonym, type Thesaurus, thesaurusOf } from "../../../domain/search/synonym.ts";
import type { KnownShop } from "./known-shop.ts";
import { STATE_KEEP_MS } from "./search-settings.ts";
import type { Slot } from "./slots.ts";

/** What every search must know first. */
export type SearchState = {
  slot: Slot;
  /** Null until the index has seen the shop's settings. */
  shop: KnownShop | null;
  thesaurus: Thesaurus;
};

type Remembered = { state: SearchState; asOfMs: number; made: string };
let remembered: Remembered | null = null;

/** As it was at most `STATE_KEEP_MS` ago. */
export async function loadState(search: D1Database, nowMs: number): Promise<SearchState> {
  if (remembered && nowMs - remembered.asOfMs < STATE_KEEP_MS) return remembered.state;
  const [serving, shop, synonyms] = await search.batch<{ slot: Slot; body: string; version: number }>([
    search.prepare("SELECT slot FROM generation WHERE state = 'serving'"),
    search.prepare(
      "SELECT body FROM shop WHERE slot = (SELECT slot FROM generation WHERE state = 'serving')",
    ),
    search.prepare("SELECT version, body FROM synonyms"),
  ]);
  const [row] = synonyms?.results ?? [];
  const settings = shop?.results[0]?.body ?? null;
  const slot = serving?.results[0]?.slot ?? "a";

  const made = `${row?.version} ${settings}`;
  const known = remembered?.made === made ? remembered.state : makeState(settings, row?.body ?? "[]");
  const state = { ...known, slot };
  // A shop that is only being set up is asked for again at once.
  if (state.shop) remembered = { state, asOfMs: nowMs, made };
  return state;
}

function makeState(settings: string | null, synonyms: string): Omit<SearchState, "slot"> {
  const shop = settings === null ? null : (JSON.parse(settings) as KnownShop);
  const languages = [...new Set((shop?.locales ?? []).map(languageOf))];
  return { shop, thesaurus: thesaurusOf(JSON.parse(synonyms) as Synonym[], languages) };
}

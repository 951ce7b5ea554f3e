import { beforeAll, describe, expect, it } from "vitest";
import { synonyms } from "../../tools/demo-shop/synonyms.ts";
import { locales } from "../../tools/demo-shop/translations.ts";
import { parseSearch } from "../../workers/catalog/search/parse-search.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import { d1OnSqlite } from "../support/search/d1-on-sqlite.ts";
import { demoFacts, putDocuments, searchingIn } from "../support/search/demo-index.ts";

/**
 * SRC-5 Over the demo shop: what somebody types, and the product that must be among the first three. Nothing is tuned for
 * a row; a row that fails is a rule that is wrong.
 */
const QUERIES: readonly [kind: string, typed: string, handle: string][] = [
  ["as it is called", "linen crew tee", "linen-crew-tee"],
  ["as it is called", "Stovetop Kettle", "stovetop-kettle"],
  ["as it is called", "WILDFLOWER HONEY", "wildflower-honey"],
  ["one word", "beanie", "merino-pom-beanie"],
  ["one word", "earbuds", "pebble-earbuds"],
  ["one word", "candle", "fig-and-cedar-candle"],
  ["two words in any order", "tee linen", "linen-crew-tee"],
  ["two words in any order", "jacket rain", "puddle-rain-jacket"],
  ["two words in any order", "lamp desk", "hinge-desk-lamp"],
  ["two words in any order", "wool rug", "atlas-wool-rug"],
  ["words of title and tag", "wireless speaker", "drum-portable-speaker"],
  ["words of title and option", "navy tote", "belem-market-tote"],
  ["words of title and option", "oak stool", "three-legged-stool"],
  ["words of the description", "flax", "linen-crew-tee"],
  ["misspelt", "jumpre", "merino-roll-neck-jumper"],
  ["misspelt", "headphnes", "halo-over-ear-headphones"],
  ["misspelt", "espreso", "house-espresso-beans"],
  ["misspelt", "kettel", "stovetop-kettle"],
  ["misspelt", "coroduroy", "corduroy-dungarees"],
  ["misspelt", "dungaress", "corduroy-dungarees"],
  ["misspelt", "notbook", "dot-grid-notebook-a5"],
  ["misspelt", "chelsee boots", "chelsea-ankle-boots"],
  ["misspelt", "wolf throw", "checked-wool-throw"],
  ["misspelt", "letterpres crads", "letterpress-cards-set-of-eight"],
  ["misspelt", "keybord", "tenkey-less-keyboard"],
  ["unfinished", "lin", "linen-crew-tee"],
  ["unfinished", "tabl", "slate-11-tablet"],
  ["unfinished", "stone mu", "dipped-stoneware-mug"],
  ["unfinished", "chef", "forged-chefs-knife"],
  ["unfinished", "headp", "halo-over-ear-headphones"],
  ["unfinished and misspelt", "headhpon", "halo-over-ear-headphones"],
  ["plural", "candles", "fig-and-cedar-candle"],
  ["plural", "knives", "forged-chefs-knife"],
  ["plural", "scarves", "striped-lambswool-scarf"],
  ["plural", "watches", "tempo-watch"],
  ["singular", "sock", "ribbed-socks-three-pairs"],
  ["singular", "sneaker", "low-canvas-sneakers"],
  ["singular", "bath towel", "waffle-bath-towels"],
  ["singular", "building block", "beech-building-blocks"],
  ["without accents", "amalia dress", "amalia-wrap-dress"],
  ["without accents", "cafe pour over", "cafe-pour-over-set"],
  ["without accents", "sao miguel tea", "sao-miguel-green-tea"],
  ["with accents of its own", "Bélèm töte", "belem-market-tote"],
  ["hyphens", "rollneck", "merino-roll-neck-jumper"],
  ["hyphens", "cross back apron", "cross-back-linen-apron"],
  ["hyphens", "chefs knife", "forged-chefs-knife"],
  ["SKU", "TEE-LIN-M-OAT", "linen-crew-tee"],
  ["SKU", "hdp halo grap", "halo-over-ear-headphones"],
  ["SKU, its beginning", "LAP-MER14", "meridian-14-laptop"],
  ["barcode", "2009047281937", "linen-crew-tee"],
  ["barcode", "2004400222237", "forged-chefs-knife"],
  ["number and unit", "256gb phone", "lumen-5-phone"],
  ["number and unit", "500 ml olive oil", "early-harvest-olive-oil"],
  ["synonym", "sweater", "fisherman-cable-jumper"],
  ["synonym", "trainers", "low-canvas-sneakers"],
  ["synonym, one way", "dutch oven", "cast-iron-cocotte"],
  ["synonym, one way", "smartphone", "lumen-5-phone"],
  ["German", "Kochmesser", "forged-chefs-knife"],
  ["German, plural", "wolldecken", "checked-wool-throw"],
  ["German, spelt out", "Bettwaesche", "washed-linen-duvet-set"],
  ["German, misspelt", "Kopfhöhrer", "halo-over-ear-headphones"],
  ["French, plural", "écharpes", "striped-lambswool-scarf"],
  ["French", "robe", "amalia-wrap-dress"],
  ["Japanese", "リネン", "linen-crew-tee"],
  ["Japanese, one sign", "茶", "sao-miguel-green-tea"],
  ["Japanese, in Hiragana", "まぐかっぷ", "dipped-stoneware-mug"],
  ["Greek, no accents", "ΠΟΥΚΑΜΙΣΟ", "cotton-poplin-shirt"],
  ["Russian", "наушники", "halo-over-ear-headphones"],
  ["Russian, ё as е", "мед", "wildflower-honey"],
  ["Arabic, with vowel signs", "كَتَّان", "linen-crew-tee"],
  ["a word too many", "linen crew tee mens xxl cheap", "linen-crew-tee"],
];

const database = d1OnSqlite("search");

beforeAll(() => putDocuments(database, demoFacts()));

async function firstThree(typed: string): Promise<string[]> {
  const asked = parseSearch(new URLSearchParams({ q: typed, limit: "3" }));
  const { cards } = await searchProducts(searchingIn(database, { synonyms, locales }), asked);
  return cards.map((card) => String((JSON.parse(card) as { handle: string }).handle));
}

describe("a search in the demo shop", () => {
  it("is tried with at least sixty queries", () => {
    expect(new Set(QUERIES.map(([, typed]) => typed)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(QUERIES)("finds by %s: %s", async (_, typed, handle) => {
    expect(await firstThree(typed)).toContain(handle);
  });

  it.each([
    "qqqqzzz",
    "…",
    "  ",
    "§§§",
  ])("finds nothing, or everything, for %s, and breaks over nothing", async (typed) => {
    expect((await firstThree(typed)).length).toBe(typed.trim() === "" ? 3 : 0);
  });
});

import { describe, expect, it } from "vitest";
import { foldWord, languageOf } from "./fold-word.ts";
import { normaliseText } from "./normalise-text.ts";

/** Words of a language that must meet in one form, and words that must not. */
const MEET: readonly [language: string, words: string][] = [
  ["en", "candle candles"],
  ["en", "knife knives"],
  ["en", "scarf scarves"],
  ["en", "shelf shelves"],
  ["en", "glove gloves"],
  ["en", "sleeve sleeves"],
  ["en", "watch watches"],
  ["en", "dress dresses"],
  ["en", "glass glasses"],
  ["en", "box boxes"],
  ["en", "berry berries"],
  ["en", "tee tees"],
  ["en", "shoe shoes"],
  ["en", "knit knitted knitting"],
  ["en", "pleat pleated pleats"],
  ["en", "vase vases"],
  ["de", "Hemd Hemden Hemdes"],
  ["de", "Schuh Schuhe Schuhen"],
  ["de", "Kleid Kleider Kleidern"],
  ["de", "Buch Bücher Büchern"],
  ["de", "Tür Tuer Türen"],
  ["de", "Decke Decken"],
  ["de", "Bettwäsche Bettwaesche"],
  ["fr", "robe robes"],
  ["fr", "chapeau chapeaux"],
  ["fr", "cheval chevaux"],
  ["fr", "brodé brodée brodées"],
  ["es", "camisa camisas"],
  ["es", "lápiz lápices"],
  ["es", "pantalón pantalones"],
  ["es", "rojo roja rojos rojas"],
  ["it", "camicia camicie"],
  ["it", "scarpa scarpe"],
  ["pt", "botão botões"],
  ["pt", "camisa camisas"],
  ["nl", "lamp lampen"],
  ["nl", "jas jassen"],
];
const PART: readonly [language: string, one: string, other: string][] = [
  ["en", "glass", "glad"],
  ["en", "ring", "r"],
  ["en", "bed", "b"],
  ["en", "red", "rod"],
  ["en", "bus", "bush"],
  ["de", "Tee", "Teer"],
  ["fr", "robe", "roue"],
  ["es", "mesa", "misa"],
];

describe("folded words", () => {
  it.each(MEET)("of %s meet: %s", (language, words) => {
    expect(new Set(words.split(" ").map((word) => foldWord(normaliseText(word), language))).size).toBe(1);
  });

  it.each(PART)("of %s stay apart: %s and %s", (language, one, other) => {
    expect(foldWord(normaliseText(one), language)).not.toBe(foldWord(normaliseText(other), language));
  });

  it("keep names with a digit, and words of languages without rules", () => {
    expect(foldWord("a5s", "en")).toBe("a5s");
    expect(foldWord("часы", "ru")).toBe("часы");
  });

  it("are never empty", () => {
    for (const language of ["en", "de", "fr", "es", "it", "pt", "nl"])
      for (const word of ["s", "es", "e", "en", "ing", "ed", "ies", "ue", "ae"])
        expect(foldWord(word, language), `${language} ${word}`).not.toBe("");
  });

  it("are those of the locale's language", () => {
    expect(languageOf("de-AT")).toBe("de");
  });
});

import type { FacetValue, LocalText, ProductFacts, SearchDocument } from "./document.ts";
import { CHANNEL, FACETS, type FacetFamily, familyOf, LIMITED } from "./facets.ts";
import { foldWord, languageOf } from "./fold-word.ts";
import { markOf } from "./mark-of.ts";
import { normaliseText } from "./normalise-text.ts";
import { priceStep } from "./price-steps.ts";
import { isUnspaced, splitWords, type Word } from "./split-words.ts";
import { EVERYTHING, TITLE_END, wholeCode, wholeTitle } from "./text-columns.ts";
import { variantMarks } from "./variant-marks.ts";

/** How much of a product is looked at: what comes after it is not found. */
const TITLE_WORDS_MAX = 60;
const NAME_WORDS_MAX = 20;
const NAMES_MAX = 400;
const LABEL_WORDS_MAX = 600;
const BODY_LENGTH_MAX = 20_000;
const BODY_WORDS_MAX = 3_000;
const LOCALES_MAX = 20;
const CODES_MAX = 600;
const CODE_LENGTH_MAX = 64;
const TERMS_MAX = 200;
const TERM_LENGTH = { min: 3, max: 30 } as const;
const TITLE_KEY_LENGTH = 48;

/** SRC-2 What the index keeps of a product that shoppers see. */
export function composeDocument(facts: ProductFacts): SearchDocument {
  const texts = facts.texts.slice(0, LOCALES_MAX);
  const [own] = texts;
  const titles = texts.map(titleParts);
  const names = namesOf(facts, texts);
  const values = [...facts.facets, { facet: FACETS.availability, value: facts.signal, title: facts.signal }];

  return {
    productId: facts.productId,
    popularity: facts.popularity,
    newestMs: facts.newestMs,
    titleKey: [...normaliseText(own?.title ?? "")].slice(0, TITLE_KEY_LENGTH).join(""),
    card: {
      id: facts.productId,
      handle: facts.handle,
      titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title])),
      picture: facts.picture,
      prices: Object.fromEntries(facts.prices.map(({ shelf, low, high }) => [shelf, [low, high]])),
      variants: facts.variants.length,
      signal: facts.signal,
    },
    facetMarks: marksByFamily(values),
    text: {
      title: distinct(titles.map((parts) => parts.join(" "))).join(` ${TITLE_END} `),
      code: distinct([...codesOf(facts.codes), ...titles.map(wholeTitle)]).join(" "),
      label: labelText(texts, names),
      body: bodyText(texts),
      mark: [
        EVERYTHING,
        ...values.map(({ facet, value }) => markOf(facet, value)),
        ...facts.prices.map(({ shelf, low }) => markOf(FACETS.price(shelf), String(priceStep(low)))),
        ...variantMarks(facts.variants),
        ...channelMarks(facts),
      ].join(" "),
    },
    prices: facts.prices,
    terms: termsOf(texts, names),
    values,
  };
}

type Name = { text: string; language: string };

function namesOf({ facets }: ProductFacts, texts: readonly LocalText[]): Name[] {
  const own = languageOf(texts[0]?.locale ?? "en");
  const named = facets.filter(({ facet }) => facet !== FACETS.availability);
  const all = [
    ...named.map(({ title }) => ({ text: title, language: own })),
    ...texts.flatMap(({ locale, names }) => names.map((text) => ({ text, language: languageOf(locale) }))),
  ];
  return [...new Map(all.map((name) => [`${name.language} ${name.text}`, name])).values()].slice(
    0,
    NAMES_MAX,
  );
}

function marksByFamily(values: readonly FacetValue[]): SearchDocument["facetMarks"] {
  const families = Map.groupBy(values, ({ facet }) => familyOf(facet));
  const of = (family: FacetFamily) =>
    (families.get(family) ?? []).map(({ facet, value }) => markOf(facet, value)).join(" ");
  return { names: of("names"), tags: of("tags"), options: of("options"), others: of("others") };
}

/** Most products are on show everywhere, and say nothing of it. */
function channelMarks({ channels }: ProductFacts): string[] {
  if (channels === null) return [];
  return [markOf(CHANNEL, LIMITED), ...channels.map((channel) => markOf(CHANNEL, `in ${channel}`))];
}

function titleParts({ title, locale }: LocalText): string[] {
  return folded(splitWords(title, TITLE_WORDS_MAX), languageOf(locale));
}

/** Names, folded and as they are written; and the words of titles as they are written, alone and joined by hyphens. */
function labelText(texts: readonly LocalText[], names: readonly Name[]): string {
  const ofNames = names.flatMap(({ text, language }) => {
    const words = splitWords(text, NAME_WORDS_MAX);
    return [...folded(words, language), ...raw(words)];
  });
  const ofTitles = texts.flatMap(({ title }) => [
    ...raw(splitWords(title, TITLE_WORDS_MAX)),
    ...joined(title),
  ]);
  return distinct([...ofNames, ...ofTitles])
    .slice(0, LABEL_WORDS_MAX)
    .join(" ");
}

function bodyText(texts: readonly LocalText[]): string {
  return texts
    .flatMap(({ description, locale }) =>
      folded(splitWords(description.slice(0, BODY_LENGTH_MAX), BODY_WORDS_MAX), languageOf(locale)),
    )
    .slice(0, BODY_WORDS_MAX)
    .join(" ");
}

/** `TEE-LIN-M` in one piece, as a code and as a word among others; and its parts. */
function codesOf(codes: readonly string[]): string[] {
  return codes.slice(0, CODES_MAX).flatMap((code) => {
    const parts = raw(splitWords(code, NAME_WORDS_MAX));
    const whole = [...parts.join("")].slice(0, CODE_LENGTH_MAX).join("");
    return whole === "" ? [] : [wholeCode(whole), whole, ...parts];
  });
}

function termsOf(texts: readonly LocalText[], names: readonly Name[]): string[] {
  const titles = texts.map(({ title, locale }) => ({ text: title, language: languageOf(locale) }));
  const terms = [...titles, ...names].flatMap(({ text, language }) => {
    const words = splitWords(text, TITLE_WORDS_MAX).filter((word) => !isUnspaced(word));
    return [...raw(words), ...folded(words, language), ...joined(text)];
  });
  return distinct(terms)
    .filter((term) => /^\p{L}/u.test(term))
    .filter((term) => term.length >= TERM_LENGTH.min && term.length <= TERM_LENGTH.max)
    .slice(0, TERMS_MAX);
}

/** Pairs of signs, and the last one alone, so that each can be found as the beginning of something. */
function folded(words: readonly Word[], language: string): string[] {
  return words.flatMap((word) =>
    isUnspaced(word)
      ? [...word.parts, ...[...word.text].slice(1).slice(-1)]
      : word.parts.map((part) => foldWord(part, language)),
  );
}

function raw(words: readonly Word[]): string[] {
  return words.flatMap((word) => (isUnspaced(word) ? [] : word.parts));
}

/** `T-Shirt` is `tshirt` as well. */
function joined(text: string): string[] {
  return (normaliseText(text).match(/[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)+/gu) ?? [])
    .map((word) => word.replace(/[-‐‑]/g, ""))
    .filter((word) => word.length <= TERM_LENGTH.max);
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** What the end of a word becomes; `stemMin` is how many letters must be left before it. */
type Ending = { readonly ending: RegExp; readonly becomes: string; readonly stemMin: number };

const rule = (ending: RegExp, becomes: string, stemMin: number): Ending => ({ ending, becomes, stemMin });

/**
 * SRC-3 Light endings per language: singular and plural, and the commonest inflections, meet in one form, which need not
 * be a word. Of each list of a language the first rule that fits is applied, one list after the other. Words are
 * normalised: no accents, lower case.
 */
const RULES: Readonly<Record<string, readonly (readonly Ending[])[]>> = {
  en: [
    [
      rule(/(?<=[sxz]|[cs]h)es$/, "", 2),
      rule(/ies$/, "y", 2),
      rule(/(?<=[^sui])s$/, "", 2),
      rule(/([bdgmnprt])\1(?:ing|ed)$/, "$1", 2),
      rule(/(?<=[aeiouy].*[^aeiou])ing$/, "", 3),
      rule(/(?<=[aeiouy].*[^aeiou])ed$/, "", 3),
    ],
    [rule(/(?<=[^aeiou])e$/, "", 3)],
    [rule(/v$/, "f", 2)],
  ],
  de: [
    [rule(/ae/g, "a", 0)],
    [rule(/oe/g, "o", 0)],
    [rule(/(?<![aeq])ue/g, "u", 0)],
    [
      rule(/innen$/, "in", 3),
      rule(/(?:ern|em|en|er|es)$/, "", 3),
      rule(/(?<=[bdfghklmnprt])s$/, "", 3),
      rule(/[en]$/, "", 3),
    ],
  ],
  fr: [[rule(/eaux$/, "eau", 1), rule(/aux$/, "al", 2), rule(/[sx]$/, "", 3)], [rule(/(?:ee|e)$/, "", 3)]],
  es: [[rule(/ces$/, "z", 2), rule(/(?<=[lrndjz])es$/, "", 3), rule(/s$/, "", 3)], [rule(/[aeo]$/, "", 3)]],
  it: [[rule(/(?:he|hi)$/, "", 3), rule(/[aeio]$/, "", 3)]],
  pt: [
    [rule(/(?:oes|aes)$/, "ao", 2), rule(/is$/, "l", 3), rule(/(?<=[rz])es$/, "", 3), rule(/s$/, "", 3)],
    [rule(/[aeo]$/, "", 3)],
  ],
  nl: [[rule(/([bdfgklmnprst])\1en$/, "$1", 2), rule(/(?:en|s)$/, "", 3)]],
};

/** The languages whose words are folded; others are compared as they are written. */
export const FOLDED_LANGUAGES = Object.keys(RULES);

/** `language` as in BCP 47, without a region: `de`. Words with a digit in them are names of things, and stay. */
export function foldWord(word: string, language: string): string {
  if (/[\p{N}]/u.test(word)) return word;
  return (RULES[language] ?? []).reduce(applyFirst, word);
}

function applyFirst(word: string, endings: readonly Ending[]): string {
  for (const { ending, becomes, stemMin } of endings) {
    ending.lastIndex = 0;
    const found = ending.exec(word);
    if (found && found.index >= stemMin) return word.replace(ending, becomes);
  }
  return word;
}

/** The language of a locale: `de` of `de-AT`. */
export function languageOf(locale: string): string {
  return locale.split("-")[0]?.toLowerCase() ?? locale;
}

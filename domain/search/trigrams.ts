/** Where a word begins and ends, so that its first and last letters count more. */
const BEGIN = "<";
const END = ">";

/** The runs of three letters of a word, each once: `tee` is `<te`, `tee`, `ee>`. Without its end for one still being typed. */
export function trigramsOf(word: string, isUnfinished = false): string[] {
  const letters = [BEGIN, ...word, ...(isUnfinished ? [] : [END])];
  const grams = letters.slice(2).map((letter, index) => `${letters[index]}${letters[index + 1]}${letter}`);
  return [...new Set(grams)];
}

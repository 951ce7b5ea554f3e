/** Letters that Unicode does not take apart, and how people type them who don't have them. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  // One letter in two forms, depending on where it stands or on the keyboard.
  ς: "σ",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
};

/**
 * Accents and points that readers leave out when they search: of Latin, Greek, Cyrillic, Hebrew (points) and Arabic
 * (vowel signs, and the stretching of words). Not those of Indic scripts, Thai or Kana, which make another letter.
 */
const LEFT_OUT =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const HIRAGANA = /[ぁ-ゖ]/g;
const KANA_APART = 0x60;

/** SRC-2 A text as it is compared: compatible forms as one (NFKC), in lower case, without accents. */
export function normaliseText(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(LEFT_OUT, "").normalize("NFC");
  return plain
    .replace(/[ßæœøđðłþıςىیکة]/g, (letter) => SPELLED_OUT[letter] ?? letter)
    .replace(HIRAGANA, (sign) => String.fromCodePoint(Number(sign.codePointAt(0)) + KANA_APART));
}

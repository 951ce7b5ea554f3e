import fc from "fast-check";
import { expect, it } from "vitest";
import { normaliseText } from "./normalise-text.ts";

it.each([
  ["Crème BRÛLÉE", "creme brulee"],
  ["ﬁne ① ｆｕｌｌ", "fine 1 full"],
  ["Straße STRASSE", "strasse strasse"],
  ["Ærø smørrebrød Łódź", "aero smorrebrod lodz"],
  ["İSTANBUL ılık", "istanbul ilik"],
  ["Καφές ΚΑΦΕΣ", "καφεσ καφεσ"],
  ["Ёлка елка", "елка елка"],
  ["שָׁלוֹם", "שלום"],
  ["كَتَّان كتان", "كتان كتان"],
  ["مكتبة مكتبه", "مكتبه مكتبه"],
  ["がく ガク", "ガク ガク"],
  ["ｶﾞｸ", "ガク"],
  ["한국", "한국"],
  ["हिन्दी", "हिन्दी"],
])("takes %s for %s", (text, expected) => {
  expect(normaliseText(text)).toBe(expected.normalize("NFC"));
});

it("changes nothing when it is done again, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (text) => {
      const once = normaliseText(text);
      expect(normaliseText(once)).toBe(once);
    }),
  );
});

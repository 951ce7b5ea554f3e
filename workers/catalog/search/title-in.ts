import type { DocumentCard } from "../../../domain/search/document.ts";

/** In the reader's locale, else in its language, else the shop's own. */
export function titleIn({ titles }: DocumentCard, locale: string): string {
  const [language = locale] = locale.split("-");
  return titles[locale] ?? titles[language] ?? Object.values(titles)[0] ?? "";
}

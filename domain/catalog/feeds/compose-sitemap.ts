import { escapeXml } from "./escape-xml.ts";

/** A page of the storefront: where it is, and since when it says what it says. */
export type SitemapEntry = { readonly url: string; readonly changedAtMs: number };

/** What one file may hold (sitemaps.org). */
export const SITEMAP_ENTRIES_MAX = 50_000;

export const SITEMAP_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n';
export const SITEMAP_TAIL = "</urlset>\n";

/** The entries of a sitemap (sitemaps.org, protocol 0.9), between its head and its tail. */
export function composeSitemap(entries: readonly SitemapEntry[]): string {
  return entries
    .map(({ url, changedAtMs }) => {
      const changed = new Date(changedAtMs).toISOString();
      return `<url><loc>${escapeXml(url)}</loc><lastmod>${changed}</lastmod></url>\n`;
    })
    .join("");
}

/** The file that names the others. */
export function composeSitemapIndex(urls: readonly string[]): string {
  const entries = urls.map((url) => `<sitemap><loc>${escapeXml(url)}</loc></sitemap>\n`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}</sitemapindex>\n`;
}

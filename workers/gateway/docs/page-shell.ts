import { makePage, type Page } from "../page.ts";
import { Html, html } from "./html.ts";
import { STYLES } from "./styles.ts";

/** Ours and free of markup, so it stands as it is: escaping would change what its hash names. */
const STYLE_ELEMENT = new Html(`<style>${STYLES}</style>`);

/** A whole page of documentation: no scripts, no fonts, nothing from elsewhere; its one style sheet named by its hash. */
export async function shellPage(title: string, navigation: Html, content: Html): Promise<Page> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${STYLE_ELEMENT}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Documentation">${navigation}</nav>
<main id="content">${content}</main>
</body>
</html>
`;
  return makePage(page.text, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${await sha256Base64(STYLES)}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });
}

/** The head of every page's navigation. */
export const home = html`<p class="brand"><a href="/docs">Souk</a></p>
<ul class="top"><li><a href="/docs#first-purchase">First purchase</a></li><li><a href="/docs/problems">Problems</a></li><li><a href="/openapi.json">OpenAPI document</a></li></ul>`;

async function sha256Base64(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest));
}

import { expect, it } from "vitest";
import { escapeHtml, html } from "./html.ts";
import { prose } from "./prose.ts";

const HOSTILE = `<script>alert("x")</script> & 'y' <img src=x onerror=alert(1)>`;

it("text that is put into a page is escaped, in elements and in attributes", () => {
  const page = html`<a title="${HOSTILE}">${HOSTILE}</a>`.text;
  expect(page).not.toMatch(/<script|<img|"x"/);
  expect(page).toBe(`<a title="${escapeHtml(HOSTILE)}">${escapeHtml(HOSTILE)}</a>`);
});

it("pieces of a page are put together as they are, in lists too", () => {
  expect(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${null}</ul>`.text).toBe(
    "<ul><li>1</li><li>2</li></ul>",
  );
});

it("prose knows paragraphs, lists and code, and escapes all of them", () => {
  expect(prose("One `<b>`.\n\n- a\n- `b` & c").text).toBe(
    "<p>One <code>&lt;b&gt;</code>.</p><ul><li>a</li><li><code>b</code> &amp; c</li></ul>",
  );
});

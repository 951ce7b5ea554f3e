import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertHtml } from "./inert-html.ts";
import { safeAddress } from "./safe-address.ts";

/** All that the result may hold besides text: if anything else is left with a `<`, it is not of our making. */
const OURS =
  /<\/?(?:p|h[2-6]|ul|ol|li|dl|dt|dd|blockquote|pre|code|strong|b|em|i|u|s|sub|sup|small|table|caption|thead|tbody|tfoot|tr|br|hr)>|<\/?(?:td|th)(?: colspan="[1-9][0-9]?")?(?: rowspan="[1-9][0-9]?")?>|<\/a>|<a(?: href="(?:https?:|mailto:|tel:|\/)[^"<>]*" rel="noopener")?>/g;
const isInert = (html: string) => !/[<>]/.test(html.replaceAll(OURS, ""));

describe("CAT-11 rich text keeps", () => {
  it.each([
    ["<p>Soft <strong>linen</strong>.<br>Washed.</p>", "<p>Soft <strong>linen</strong>.<br>Washed.</p>"],
    ["<UL><LI>One<LI>Two</UL>", "<ul><li>One<li>Two</li></li></ul>"],
    ["<h1>Title</h1><div class='x'>Text</div>", "<h2>Title</h2><p>Text</p>"],
    [
      '<a href="https://example.com/a?b=1&amp;c=2" onclick="x()">there</a>',
      '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener">there</a>',
    ],
    ["<a href='/sizes'>sizes</a>", '<a href="/sizes" rel="noopener">sizes</a>'],
    [
      '<table><tr><td colspan="2" style="x">a</td></tr></table>',
      '<table><tr><td colspan="2">a</td></tr></table>',
    ],
    [
      "Salt &amp; pepper &eacute; &#233; 3 < 4 & 5 > 2",
      "Salt &amp; pepper &eacute; &#233; 3 &lt; 4 &amp; 5 &gt; 2",
    ],
    ["قميص <b>كتان</b>", "قميص <b>كتان</b>"],
    [`<a href='mailto:a"b<c>@x'>mail</a>`, '<a href="mailto:a%22b%3Cc%3E@x" rel="noopener">mail</a>'],
    ["<dl><dt>Cut<dd>Wide</dl>", "<dl><dt>Cut<dd>Wide</dd></dt></dl>"],
  ])("%s", (given, kept) => {
    expect(inertHtml(given)).toBe(kept);
  });
});

describe("CAT-11 rich text loses", () => {
  it.each([
    ["<script>alert(1)</script>after", "after"],
    ["<SCRIPT SRC=//evil>x</SCRIPT >after", "after"],
    ["<script>alert(1)", ""],
    ["<img src=x onerror=alert(1)>", ""],
    ["<svg><g onload=alert(1)></svg>x", "x"],
    ["<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>x", "x"],
    ["<p onmouseover=alert(1)>x</p>", "<p>x</p>"],
    ["<iframe srcdoc='<script>1</script>'></iframe>x", "x"],
    ["<!--><img src=x onerror=alert(1)>-->x", "--&gt;x"],
    ["<![CDATA[<b>]]>x", "]]&gt;x"],
    ["<style>*{}</style>x", "x"],
    ["<a href='javascript:alert(1)'>x</a>", "<a>x</a>"],
    ["<a href='JaVa\tscript:alert(1)'>x</a>", "<a>x</a>"],
    ["<a href='java&#115;cript:alert(1)'>x</a>", "<a>x</a>"],
    ["<a href='java&Tab;script:alert(1)'>x</a>", "<a>x</a>"],
    ["<a href='data:text/html,x'>x</a>", "<a>x</a>"],
    ["<a href='//evil.example'>x</a>", "<a>x</a>"],
    ["<a href='/\\evil.example'>x</a>", "<a>x</a>"],
    ["<a href='https://user:pass@evil.example'>x</a>", "<a>x</a>"],
    ["<a href='/.//evil.example'>x</a>", "<a>x</a>"],
    ["<a href='/a/..//evil.example'>x</a>", "<a>x</a>"],
    [`<a href="/${"é".repeat(900)}">x</a>`, "<a>x</a>"],
    ['<a href="https://x.example/&quot; onclick=&quot;alert(1)">x</a>', "<a>x</a>"],
    [
      "<a href='https://x.example/\"><script>1</script>'>x</a>",
      '<a href="https://x.example/%22%3E%3Cscript%3E1%3C/script%3E" rel="noopener">x</a>',
    ],
    ["<a><a>x</a>", "<a>x</a>"],
    ["</p></div>x", "x"],
    // Without a list or table of their own around them, browsers close those of the page.
    ["<li>x</li>", "x"],
    ["<ul></ul><li>x", "<ul></ul>x"],
    ["<td>x</td><tr><dd>y", "xy"],
    ["<p/<b>x", "&lt;p/<b>x</b>"],
    ["<<script>alert(1)//<</script>", "&lt;"],
  ])("%s", (given, kept) => {
    expect(inertHtml(given)).toBe(kept);
    expect(isInert(kept)).toBe(true);
  });
});

const fragment = fc.constantFrom(
  ...["<", ">", '"', "'", "/", "=", "&", ";", " ", "\n", "\t", "--", "<!--", "-->", "]]>", "\u0000"],
  ...[
    "script",
    "a",
    "p",
    "td",
    "svg",
    "style",
    "href",
    "onclick",
    "javascript:",
    "https://x",
    "/y",
    "colspan",
  ],
  ...["<a href=", "<p>", "</p>", "<script>", "</script>", "<br>", "&lt;", "&#60;", "x", "é", "ا"],
  ...["<ul>", "<li>", "</ul>", "<table>", "<td>", "</table>", "<a href='mailto:", "<a href='/.//", "'>"],
);
const markup = fc
  .array(fc.oneof({ weight: 4, arbitrary: fragment }, fc.string({ maxLength: 5 })))
  .map((parts) => parts.join(""));

describe("CAT-11 whatever is written", () => {
  it("nothing is left that is not of our making, all of it closed", () => {
    fc.assert(
      fc.property(markup, (html) => {
        const inert = inertHtml(html);
        expect(isInert(inert)).toBe(true);
        const opened = inert.match(/<(?!\/|br|hr)[a-z]/g)?.length ?? 0;
        expect(inert.match(/<\//g)?.length ?? 0).toBe(opened);
      }),
      { numRuns: 2_000 },
    );
  });

  it("comes out the same the second time, so that sending it back is no edit", () => {
    fc.assert(
      fc.property(markup, (html) => {
        const inert = inertHtml(html);
        expect(inertHtml(inert)).toBe(inert);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    `/?${"&".repeat(1_990)}`,
    `/${"ü".repeat(330)}`,
    'mailto:a"b',
    "https://x.example/?a=1&b=2&copy=3",
  ])("the longest address comes out the same: %.40s", (address) => {
    const inert = inertHtml(`<a href='${address}'>x</a>`);
    expect(inert).toMatch(/^<a href="/);
    expect(inertHtml(inert)).toBe(inert);
  });

  it("an address can only be opened", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), markup), (given) => {
        const address = safeAddress(given);
        expect(address === null || /^(?:https?:|mailto:|tel:|\/(?!\/))/.test(address)).toBe(true);
      }),
    );
  });

  it.each([
    ["quotes that never end", '<a "'],
    ["tags that never end", "<a href="],
    ["comments that never end", "<!--"],
    ["scripts that never end", "<script>"],
    ["tags in tags", "<b>"],
  ])("takes no longer for %s", (_, part) => {
    const began = performance.now();
    inertHtml(part.repeat(Math.floor(50_000 / part.length)));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

import { describe, expect, it } from "vitest";
import { findSvgDanger } from "./find-svg-danger.ts";

const svg = (inside: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"${attributes}>${inside}</svg>`;

describe("grants", () => {
  it.each([
    ["a drawing", svg('<path d="M0 0h8v8z" fill="#fff"/><g><circle cx="4" cy="4" r="2"/></g>')],
    [
      "an XML declaration, a byte order mark and comments",
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand --> ${svg("")}\n`,
    ],
    [
      "gradients by reference",
      svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#b"/>'),
    ],
    ["a style sheet of its own", svg('<style>.a { fill: url("#a"); } .b &gt; .c { stroke: red }</style>')],
    ["an embedded picture", svg('<image href="data:image/png;base64,iVBORw0KGgo="/>')],
    ["right-to-left and escaped text", svg("<title>قميص &amp; \u202Eabc &#x2713; &lt;b&gt;</title>")],
    ["prefixed namespaces that nothing uses", svg("", ' xmlns:xlink="http://www.w3.org/1999/xlink"')],
  ])("%s", (_, source) => {
    expect(findSvgDanger(source)).toBeNull();
  });
});

describe("refuses", () => {
  it.each([
    ["a script", svg("<script>alert(1)</script>")],
    ["a script in capitals", svg("<SCRIPT>alert(1)</SCRIPT>")],
    ["a script under a prefix", svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>')],
    ["an event handler", svg("", ' onload="alert(1)"')],
    ["an event handler in odd spelling", svg("", '\n\tOnLoad\n=\n"alert(1)"')],
    ["an event handler without quotes", svg("<rect onclick=alert(1) />")],
    ["a javascript address", svg('<use href="javascript:alert(1)"/>')],
    ["a javascript address in character references", svg('<rect fill="&#106;ava&#x73;cript:alert(1)"/>')],
    ["a javascript address with white space", svg('<rect fill="java\tscript:alert(1)"/>')],
    ["a link", svg('<a href="#x"><rect/></a>')],
    ["an outside reference", svg('<use xlink:href="https://evil.example/x.svg#y"/>')],
    ["an outside reference under another prefix", svg('<use z:href="//evil.example/x"/>')],
    ["an outside picture", svg('<image href="http://evil.example/pixel.png"/>')],
    ["a picture that is a document", svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>')],
    ["an outside paint", svg("<rect fill=\"url('https://evil.example/#a')\"/>")],
    ["an outside style sheet", svg("<style>@import 'x.css';</style>")],
    ["an outside style sheet around a comment", svg("<style>@im<!-- -->port 'x.css';</style>")],
    ["an outside style sheet around an element", svg("<style>@im<g/>port 'x.css';</style>")],
    ["an outside font", svg("<style>@font-face { src: url(x.woff) }</style>")],
    ["CSS escapes", svg('<rect style="fill:\\75rl(x)"/>')],
    ["a document type", `<!DOCTYPE svg [<!ENTITY x "y">]>${svg("")}`],
    ["an entity of its own", svg("<title>&x;</title>")],
    ["a style sheet instruction", `<?xml-stylesheet href="x.css"?>${svg("")}`],
    ["CDATA", svg("<style><![CDATA[ a {} ]]></style>")],
    ["foreign content", svg("<foreignObject><b/></foreignObject>")],
    ["an animation that sets an address", svg('<set attributeName="href" to="javascript:alert(1)"/>')],
    ["another namespace", svg('<g xmlns="http://www.w3.org/1999/xhtml"></g>')],
    ["another encoding", `<?xml version="1.0" encoding="UTF-7"?>${svg("")}`],
    ["a base address", svg("", ' xml:base="https://evil.example/"')],
    ["an element that is not closed", svg("<g>")],
    ["elements closed in the wrong order", svg("<g><defs></g></defs>")],
    ["two roots", svg("") + svg("")],
    ["HTML", "<html><body>hello</body></html>"],
    ["nothing", ""],
    ["text", "hello"],
    ["a bare ampersand", svg("<title>a & b</title>")],
    ["a comment without an end", `${svg("")}<!-- `],
  ])("%s", (_, source) => {
    expect(findSvgDanger(source)).not.toBeNull();
  });

  it("does so in time that grows with the size alone", () => {
    const startedAt = performance.now();
    findSvgDanger(svg(`<path d="${"M0 0 ".repeat(500_000)}"/>${"<g>".repeat(100_000)}`));
    findSvgDanger(svg(`<g ${'a="1" '.repeat(300_000)}`));
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

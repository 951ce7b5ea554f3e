import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../../contracts/openapi/operations.ts";
import { PROBLEMS } from "../../../contracts/problems.ts";
import { type OpenApiDocument, openApiDocument } from "./openapi-document.ts";
import { problemListPage, problemPage } from "./problem-pages.ts";
import { referencePage, renderReference } from "./reference-page.ts";

const HOSTILE = `"><script>alert(1)</script>`;

describe("the reference page", () => {
  it("shows every operation of the contracts with a call to paste", async () => {
    const { body } = await referencePage();
    for (const { operationId } of OPERATIONS) {
      expect(body).toContain(`<section class="operation" id="${operationId}">`);
    }
    expect(body.match(/aria-label="Example call"/g)).toHaveLength(OPERATIONS.length);
  });

  it("leads only to places that exist", async () => {
    const pages = [await referencePage(), await problemListPage(), await problemPage("not_found")];
    const anchors = new Set([...(pages[0]?.body ?? "").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = pages.flatMap((page) =>
      [...(page?.body ?? "").matchAll(/href="([^"]+)"/g)].map(([, to]) => to ?? ""),
    );
    expect(links.length).toBeGreaterThan(300);

    for (const link of new Set(links)) {
      const [path, anchor] = link.split("#");
      const code = /^\/docs\/problems\/([a-z_]+)$/.exec(path ?? "")?.[1];
      if (code) expect(Object.keys(PROBLEMS), link).toContain(code);
      else expect(["", "/docs", "/docs/problems", "/openapi.json", "data:,"], link).toContain(path);
      if (anchor && anchor !== "content") expect(anchors, link).toContain(anchor);
    }
  });

  it("works offline and without scripts", async () => {
    for (const page of [await referencePage(), await problemListPage()]) {
      expect(page.body).not.toMatch(
        /<script|<img|<iframe|<link rel="stylesheet"|@import|url\(| style="| on[a-z]+="/,
      );
      expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
    }
  });

  it("escapes whatever a document says", () => {
    const schema = { type: "object", description: HOSTILE, properties: { [HOSTILE]: { type: HOSTILE } } };
    const operation = {
      operationId: HOSTILE,
      summary: HOSTILE,
      description: HOSTILE,
      tags: ["T"],
      security: [{ SecretKey: [HOSTILE] }],
      parameters: [{ name: HOSTILE, in: "query" as const, required: true, description: HOSTILE, schema: {} }],
      requestBody: { description: HOSTILE, content: { "application/json": { schema } } },
      responses: { 200: { description: HOSTILE }, 400: { description: "", "x-problem-codes": [HOSTILE] } },
    };
    const document: OpenApiDocument = {
      info: { title: HOSTILE, version: HOSTILE, description: HOSTILE },
      tags: [{ name: "T", description: HOSTILE }],
      paths: { [`/${HOSTILE}`]: { get: operation } },
      components: { schemas: { [HOSTILE]: schema }, responses: {} },
    };
    expect(renderReference(document).text).not.toContain("<script");
  });
});

describe("problem pages", () => {
  it("exist for every code, and for nothing else", async () => {
    for (const code of Object.keys(PROBLEMS)) {
      expect((await problemPage(code))?.body).toContain(`<code>${code}</code>`);
    }
    expect(await problemPage("toString")).toBeNull();
    expect(await problemPage("<script>")).toBeNull();
  });

  it("name the operations that answer with the code", async () => {
    const page = await problemPage("insufficient_stock");
    expect(page?.body).toContain('href="/docs#completeCart"');
    expect(Object.keys(openApiDocument.paths)).toContain("/v1/store/carts/{id}/complete");
  });
});

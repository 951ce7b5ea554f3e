import type { Page } from "../page.ts";
import { fieldList } from "./field-list.ts";
import { firstPurchase } from "./first-purchase.ts";
import { type Html, html } from "./html.ts";
import { type OpenApiDocument, type Operation, openApiDocument, type Schema } from "./openapi-document.ts";
import { methodBadge, operationSection } from "./operation-section.ts";
import { home, shellPage } from "./page-shell.ts";
import { inlineProse, prose } from "./prose.ts";

type Listed = { method: string; path: string; operation: Operation };

let page: Page | null = null;

/** `/docs`: everything that the OpenAPI document says, for people. */
export async function referencePage(): Promise<Page> {
  page ??= await shellPage(
    "Souk API reference",
    html`${home}${navigation(openApiDocument)}`,
    renderReference(openApiDocument),
  );
  return page;
}

export function renderReference(document: OpenApiDocument): Html {
  const { info, tags, components } = document;
  return html`<header>
<h1>${info.title} API <span class="version">${info.version}</span></h1>
${prose(info.description)}
</header>
${firstPurchase()}
${tags.map(({ name, description }) => tagSection(name, description, document))}
<section id="schemas">
<h2><a href="#schemas">Schemas</a></h2>
${Object.entries(components.schemas).map(([name, schema]) => schemaSection(name, schema))}
</section>`;
}

function tagSection(name: string, description: string, document: OpenApiDocument): Html {
  return html`<section id="${anchor(name)}" class="group">
<h2><a href="#${anchor(name)}">${name}</a></h2>
<p>${inlineProse(description)}</p>
${operationsOf(document, name).map(({ method, path, operation }) => operationSection(method, path, operation, document))}
</section>`;
}

function schemaSection(name: string, schema: Schema): Html {
  return html`<section class="schema" id="schema-${name}">
<h3><a href="#schema-${name}">${name}</a></h3>
${schema.description === undefined || !schema.properties ? null : html`<p>${inlineProse(schema.description)}</p>`}
${fieldList(schema, "optional")}
</section>`;
}

function navigation(document: OpenApiDocument): Html {
  return html`${document.tags.map(
    ({ name }) => html`<h2><a href="#${anchor(name)}">${name}</a></h2>
<ul>${operationsOf(document, name).map(
      ({ method, operation }) =>
        html`<li><a href="#${operation.operationId}">${methodBadge(method)} ${operation.summary}</a></li>`,
    )}</ul>`,
  )}<h2><a href="#schemas">Schemas</a></h2>`;
}

function operationsOf(document: OpenApiDocument, tag: string): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags.includes(tag) ? [{ method, path, operation }] : [],
    ),
  );
}

function anchor(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
}

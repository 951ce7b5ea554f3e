import { curlExample } from "./curl-example.ts";
import { describeType } from "./describe-type.ts";
import { fieldList, parameterList } from "./field-list.ts";
import { type Html, html } from "./html.ts";
import {
  type Answer,
  type Content,
  nameOfRef,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Schema,
} from "./openapi-document.ts";
import { breakable, inlineProse, prose } from "./prose.ts";

const PLACES: readonly { place: Parameter["in"]; title: string }[] = [
  { place: "path", title: "Path" },
  { place: "query", title: "Query" },
  { place: "header", title: "Headers" },
];

/** All about one operation: what it takes, what it answers, and a call to paste. */
export function operationSection(
  method: string,
  path: string,
  operation: Operation,
  document: OpenApiDocument,
): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return html`<section class="operation" id="${operationId}">
<div class="told">
<h3><a href="#${operationId}">${summary}</a></h3>
<p class="address">${methodBadge(method)} <code>${breakable(path)}</code></p>
${scopeLine(operation)}
${description === undefined ? null : prose(description)}
${PLACES.map(({ place, title }) =>
  parameterBlock(
    title,
    parameters.filter((parameter) => parameter.in === place),
  ),
)}
${requestBody ? bodyBlock(requestBody.content, requestBody.description, document) : null}
<h4>Answers</h4>
<ul class="answers">${Object.entries(responses).map(([status, answer]) =>
    answerItem(status, "$ref" in answer ? document.components.responses[nameOfRef(answer.$ref)] : answer),
  )}</ul>
</div>
<div class="shown"><pre tabindex="0" aria-label="Example call"><code>${curlExample(method, path, operation, document.components.schemas)}</code></pre></div>
</section>`;
}

export function methodBadge(method: string): Html {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`;
}

function scopeLine({ security }: Operation): Html | null {
  const [scheme] = security;
  if (!scheme) return html`<p class="scope">No key needed.</p>`;
  if (!("SecretKey" in scheme)) return html`<p class="scope">Publishable key.</p>`;
  return html`<p class="scope">Secret key with the scope <code>${scheme.SecretKey?.join(", ") ?? ""}</code>.</p>`;
}

function parameterBlock(title: string, parameters: readonly Parameter[]): Html | null {
  return parameters.length === 0 ? null : html`<h4>${title}</h4>${parameterList(parameters)}`;
}

function bodyBlock(content: Content, description: string, document: OpenApiDocument): Html {
  const json = content["application/json"]?.schema;
  if (!json) {
    const types = Object.keys(content).map(
      (type, index) => html`${index === 0 ? "" : ", "}<code>${type}</code>`,
    );
    return html`<h4>Body</h4><p>${inlineProse(description)} ${types}</p>`;
  }
  return html`<h4>Body ${json.$ref ? html`<span class="type">${describeType(json)}</span>` : null}</h4>
<p>${inlineProse(description)}</p>${fieldList(resolve(json, document), "required")}`;
}

function resolve(schema: Schema, document: OpenApiDocument): Schema {
  return schema.$ref ? (document.components.schemas[nameOfRef(schema.$ref)] ?? {}) : schema;
}

function answerItem(status: string, answer: Answer | undefined): Html | null {
  if (!answer) return null;
  const codes = answer["x-problem-codes"] ?? [];
  return html`<li><span class="status s${status[0] ?? ""}">${status}</span> <div>${
    codes.length > 0
      ? codes.map((code) => html`<a class="code" href="/docs/problems/${code}">${code}</a> `)
      : successText(answer)
  }</div></li>`;
}

function successText({ description, headers, content = {} }: Answer): Html {
  const schema = content["application/json"]?.schema;
  const names = Object.keys(headers ?? {});
  return html`${inlineProse(description)}${schema ? html` <span class="type">${describeType(schema)}</span>` : null}${
    names.length === 0 ? null : html` <span class="limits">headers ${names.join(", ")}</span>`
  }`;
}

import { PROBLEMS, type ProblemCode, type Retry } from "../../../contracts/problems.ts";
import type { Page } from "../page.ts";
import { type Html, html } from "./html.ts";
import { openApiDocument } from "./openapi-document.ts";
import { methodBadge } from "./operation-section.ts";
import { home, shellPage } from "./page-shell.ts";
import { breakable, inlineProse } from "./prose.ts";

const CODES = Object.keys(PROBLEMS) as ProblemCode[];
const NEXT: Record<Retry, string> = {
  never: "Sending it again will not help.",
  same_request: "Send the very same request again, later.",
  after_change: "Change something first, then send it.",
};

const pages = new Map<string, Page>();

/** `/docs/problems`. */
export async function problemListPage(): Promise<Page> {
  return remember("", () => shellPage("Problems · Souk", navigation(), listContent()));
}

/** `/docs/problems/{code}`, or null for a code that nobody answers with. */
export async function problemPage(code: string): Promise<Page | null> {
  const known = CODES.find((candidate) => candidate === code);
  if (!known) return null;
  return remember(known, () =>
    shellPage(`${PROBLEMS[known].title} · Souk`, navigation(), problemContent(known)),
  );
}

async function remember(name: string, render: () => Promise<Page>): Promise<Page> {
  const page = pages.get(name) ?? (await render());
  pages.set(name, page);
  return page;
}

function navigation(): Html {
  return html`${home}<h2><a href="/docs/problems">Problems</a></h2>
<ul>${CODES.map((code) => html`<li><a href="/docs/problems/${code}">${status(code)} <span>${breakable(code)}</span></a></li>`)}</ul>`;
}

function listContent(): Html {
  return html`<header><h1>Problems</h1>
<p>Everything that is not 2xx or 3xx is a problem (RFC 9457, <code>application/problem+json</code>) with one of these codes.
<code>retry</code> says what to do next.</p></header>
<div class="wide"><table><thead><tr><th>Status</th><th>Code</th><th>Retry</th><th>Title</th></tr></thead><tbody>${CODES.map(
    (
      code,
    ) => html`<tr><td>${status(code)}</td><td><a href="/docs/problems/${code}"><code>${code}</code></a></td>
<td><code>${PROBLEMS[code].retry}</code></td><td>${PROBLEMS[code].title}</td></tr>`,
  )}</tbody></table></div>`;
}

function problemContent(code: ProblemCode): Html {
  const { title, retry, meaning, help } = PROBLEMS[code];
  return html`<header><h1>${title}</h1>
<p class="address">${status(code)} <code>${code}</code></p></header>
<p>${inlineProse(meaning)}</p>
<h2>What to do</h2>
<p>${inlineProse(help)}</p>
<p><code>retry: ${retry}</code> ${NEXT[retry]}</p>
<h2>Where it comes from</h2>
<ul class="answers">${operationsWith(code)}</ul>`;
}

function operationsWith(code: ProblemCode): Html[] {
  const found = Object.entries(openApiDocument.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, responses }]) =>
      Object.values(responses).some(
        (answer) => "description" in answer && answer["x-problem-codes"]?.includes(code),
      )
        ? [
            html`<li class="from">${methodBadge(method)} <a href="/docs#${operationId}"><code>${path}</code></a></li>`,
          ]
        : [],
    ),
  );
  return found.length > 0 ? found : [html`<li>Any operation.</li>`];
}

function status(code: ProblemCode): Html {
  const value = PROBLEMS[code].status;
  return html`<span class="status s${String(value)[0] ?? ""}">${value}</span>`;
}

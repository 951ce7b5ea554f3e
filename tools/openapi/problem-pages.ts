import { PROBLEMS, type ProblemCode, type Retry } from "../../contracts/problems.ts";

const CODES = Object.keys(PROBLEMS) as ProblemCode[];
const NOTE = "<!-- Made from contracts/problems.ts by tools/generate-openapi.ts. Edit there. -->";

const NEXT: Record<Retry, string> = {
  never: "Sending it again will not help.",
  same_request: "Send the very same request again, later.",
  after_change: "Change something first, then send it.",
};

/** `docs/problems/*.md` by file name: a page for each code, and their list. */
export function problemPages(): Map<string, string> {
  const pages = new Map<string, string>([["README.md", listPage()]]);
  for (const code of CODES) pages.set(`${code}.md`, page(code));
  return pages;
}

function page(code: ProblemCode): string {
  const { status, title, retry, meaning, help } = PROBLEMS[code];
  return `${NOTE}

# ${title}

| code | status | retry |
| --- | --- | --- |
| \`${code}\` | ${status} | \`${retry}\`: ${NEXT[retry]} |

${meaning}

## What to do

${help}
`;
}

function listPage(): string {
  const rows = CODES.map((code) => {
    const { status, title, retry } = PROBLEMS[code];
    return `| [\`${code}\`](${code}.md) | ${status} | \`${retry}\` | ${title} |`;
  });
  return `${NOTE}

# Problems

Everything that is not 2xx or 3xx is a problem (RFC 9457, \`application/problem+json\`) with one of these codes. A running
shop serves the same pages at \`/docs/problems\`.

| code | status | retry | |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

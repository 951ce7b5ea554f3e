import { OPERATIONS } from "../../contracts/openapi/operations.ts";
import { buildDocument } from "./build-document.ts";
import { problemPages } from "./problem-pages.ts";

/** The folder that holds generated pages and nothing else. */
export const PROBLEM_DOCS = "docs/problems";

/** What is made from the contracts, text by path: the OpenAPI document and the problem pages. */
export function generatedFiles(version: string): Map<string, string> {
  const document = buildDocument(OPERATIONS, version);
  return new Map([
    ["contracts/openapi/openapi.json", `${JSON.stringify(document, null, 2)}\n`],
    ...[...problemPages()].map(([name, text]): [string, string] => [`${PROBLEM_DOCS}/${name}`, text]),
  ]);
}

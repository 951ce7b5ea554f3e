import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEM_DOCS } from "./generated-files.ts";

/** The generated files as they lie there, and whatever else is in the folder that is all generated. */
export function presentFiles(root: string, wanted: Iterable<string>): Map<string, string> {
  const pages = existsSync(join(root, PROBLEM_DOCS)) ? readdirSync(join(root, PROBLEM_DOCS)) : [];
  const paths = new Set([...wanted, ...pages.map((name) => `${PROBLEM_DOCS}/${name}`)]);
  return new Map(
    [...paths]
      .filter((path) => existsSync(join(root, path)))
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );
}

import type { Finding } from "../finding.ts";
import type { ProjectFile } from "../project-files.ts";

// Written so that they do not find themselves.
const LITTER = [
  {
    pattern: /\b(?:TO[D]O|FIX[M]E)\b/,
    rule: "a note to do it later",
    todo: "do it now, or open an issue and let the code be whole",
  },
  {
    pattern: /\b(?:it|test|describe|bench)\.(?:[o]nly|[f]ocus)\b/,
    rule: "a test that silences all others",
    todo: "let the others run",
  },
  {
    pattern: /(?:\/(?:home|Users)\/[a-z][\w.-]*\/|\/[r]oot\/|\/[w]ork\/(?:main|shared)\b|\b[A-Z]:\\Users\\)/,
    rule: "a path of somebody's machine",
    todo: "begin at the project's root, or at import.meta.dirname",
  },
];

/** What is left lying about while working and does not belong in a commit: one finding a line. */
export function findLitter(files: readonly ProjectFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) => {
      const found = LITTER.find(({ pattern }) => pattern.test(content));
      return found ? [{ file: path, line: index + 1, rule: found.rule, todo: found.todo }] : [];
    }),
  );
}

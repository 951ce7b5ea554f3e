/** One thing that is wrong: where, what rule it breaks, and what to do about it. */
export type Finding = { file: string; line?: number; rule: string; todo: string };

/** As an editor's terminal understands it: `file:line`, then what is wrong and what to do. */
export function showFinding({ file, line, rule, todo }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}`}\n  ${rule}\n  → ${todo}`;
}

import type { Job, ReportLine } from "./job-kind.ts";

/** A report that nobody can read helps nobody: what is counted goes on, what is said ends here. */
export const REPORT_LINES_MAX = 50_000;
/** Of one slice, so that its row stays far below what a row of D1 may hold. */
const SLICE_LINES_MAX = 500;
const TEXT_MAX = 300;

/** The lines of a slice that the report still has room for, with texts of bounded length. */
export function capReport(job: Job, lines: readonly ReportLine[]): ReportLine[] {
  const room = Math.min(SLICE_LINES_MAX, REPORT_LINES_MAX - job.reportLines);
  if (room <= 0) return [];
  const said = lines.length > room ? [...lines.slice(0, room - 1), moreLine(lines.length - room + 1)] : lines;
  return said.map(shorten);
}

export function printReport(lines: readonly ReportLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** How long the report is with these lines. */
export function addedToReport(job: Job, lines: readonly ReportLine[]): { lines: number; bytes: number } {
  const bytes = new TextEncoder().encode(printReport(lines)).byteLength;
  return { lines: job.reportLines + lines.length, bytes: job.reportBytes + bytes };
}

function moreLine(count: number): ReportLine {
  const problem = `${count} more lines of this part of the file are not shown`;
  return {
    level: "note",
    row: null,
    column: null,
    subject: null,
    problem,
    hint: "Mend these and run it again.",
  };
}

function shorten(line: ReportLine): ReportLine {
  const cut = (text: string | null) =>
    text !== null && text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…`.toWellFormed() : text;
  return {
    ...line,
    column: cut(line.column),
    subject: cut(line.subject),
    problem: cut(line.problem) ?? "",
    hint: cut(line.hint),
  };
}

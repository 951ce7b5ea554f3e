import { printRow } from "../../../domain/catalog/import/print-row.ts";
import type { ReportLine } from "./job-kind.ts";

const COLUMNS = ["level", "row", "column", "subject", "problem", "hint"] as const;

/** A report as a spreadsheet takes it, from JSON Lines in pieces of any length. */
export async function* csvOfReport(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  yield printRow(COLUMNS);
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    const rows = lines.map((line) => {
      const said = JSON.parse(line) as ReportLine;
      return printRow(COLUMNS.map((column) => harmless(String(said[column] ?? ""))));
    });
    if (rows.length > 0) yield rows.join("");
  }
}

/** A spreadsheet would calculate what begins like a formula, and these texts are from somebody's file. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

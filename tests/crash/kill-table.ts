import type { Kill } from "./crash-sale.ts";

const COLUMNS: [title: string, show: (kill: Kill) => string][] = [
  ["kill", ({ n }) => String(n)],
  ["after", ({ afterMs }) => `${(afterMs / 1_000).toFixed(2)} s`],
  ["in flight", ({ inFlight }) => String(inFlight)],
  ["acknowledged", ({ acknowledged }) => acknowledged.toLocaleString("en-US")],
  ["unanswered", ({ unanswered }) => String(unanswered)],
  ["unfinished", ({ unfinished }) => String(unfinished)],
  ["resumed", ({ resumed }) => String(resumed)],
  ["restart", ({ restartMs }) => `${(restartMs / 1_000).toFixed(2)} s`],
];
const WIDTH_MIN = 6;

/** A table that grows by a line per kill, so its columns can't wait for their widest cell. */
export const KILL_HEADER = line(([title]) => title);

export function showKill(kill: Kill): string {
  return line(([, show]) => show(kill));
}

function line(cell: (column: (typeof COLUMNS)[number]) => string): string {
  return COLUMNS.map((column) => cell(column).padStart(Math.max(column[0].length, WIDTH_MIN))).join("  ");
}

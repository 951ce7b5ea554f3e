/** What one Worker's isolate counted since the last time it was asked. Names → numbers. */
export type Tally = Record<string, number>;

const tally: Tally = {};
const cursors: { counter: string; cursor: { rowsWritten: number } }[] = [];

export function count(name: string, by = 1): void {
  if (by !== 0) tally[name] = (tally[name] ?? 0) + by;
}

/** A statement's rows are only known once its cursor was read to the end: looked at when the tally is read. */
export function countRowsOf(counter: string, cursor: { rowsWritten: number }): void {
  cursors.push({ counter, cursor });
}

/** Answers with the tally and begins anew. */
export function readTally(): Response {
  for (const { counter, cursor } of cursors.splice(0)) count(counter, cursor.rowsWritten);
  const read = Response.json(tally);
  for (const name of Object.keys(tally)) delete tally[name];
  return read;
}

/** Where a counting Worker shows its tally, on its own socket. No path of the shop's begins like this. */
export const TALLY_PATH = "/__tally";

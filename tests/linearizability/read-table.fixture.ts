import type { Answer, Ask, History, Operation } from "./history.ts";

/**
 * Reads a history from a table with a line for each client and a column for each moment: `h1x2` asks for two units under
 * the id h1, `r1` gives them back, `c1` buys them, `+3` and `-3` adjust, `?` reads; then `=` and the answer, or `=lost`.
 * A call lasts from its first letter to its last dot.
 *
 *     A  h1x2=granted.....  c1=committed
 *     B      h2x1=insufficient:0.....
 */
export function readTable(table: string): History {
  const lines = table.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line) => {
    const client = line.trim().slice(0, 1);
    const from = line.indexOf(client) + 1;
    return [...line.slice(from).matchAll(/\S+/g)].map(({ 0: cell, index }): Operation => {
      const startAt = from + index;
      const [asked = "", answered = ""] = cell.replace(/\.*$/, "").split("=");
      const answer = readAnswer(answered);
      return {
        client,
        ask: readAsk(asked),
        startAt,
        end: answer && { at: startAt + cell.length - 0.5, answer },
      };
    });
  });
}

function readAsk(text: string): Ask {
  const [, holdId = "", units = "1"] = /^[hrc](\d+)(?:x(\d+))?$/.exec(text) ?? [];
  switch (text[0]) {
    case "h":
      return { kind: "hold", holdId, units: Number(units) };
    case "r":
      return { kind: "release", holdId, units: Number(units) };
    case "c":
      return { kind: "commit", holdId, units: Number(units) };
    case "?":
      return { kind: "read" };
    default:
      return { kind: "adjust", delta: Number(text) };
  }
}

function readAnswer(text: string): Answer | null {
  if (text === "lost") return null;
  const [kind, available] = text.split(":");
  return (available === undefined ? { kind } : { kind, available: Number(available) }) as Answer;
}

/** A file that a row names, and the title of the test it means there, if any. */
export type Address = { file: string; title: string | null };

/** A row of docs/rulebook.md. */
export type Rule = {
  id: string;
  line: number;
  text: string;
  decidedIn: Address[];
  enforcedBy: Address[];
  attackedBy: Address[];
};

const ID = /^[A-Z]{3}-\d+$/;

/**
 * The rows `| id | rule | decided in | enforced by | attacked by |`. An address is a path in backticks; a test's title
 * follows its file in quotes: `a/b.test.ts` "refuses the eleventh unit of ten".
 */
export function parseRulebook(markdown: string): Rule[] {
  return markdown.split("\n").flatMap((line, index) => {
    const [, id = "", text = "", decided = "", enforced = "", attacked = ""] = cells(line);
    if (!ID.test(id)) return [];
    return [
      {
        id,
        line: index + 1,
        text,
        decidedIn: addresses(decided),
        enforcedBy: addresses(enforced),
        attackedBy: addresses(attacked),
      },
    ];
  });
}

/** A bar that belongs to a cell is written `\|`. */
function cells(line: string): string[] {
  return line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function addresses(cell: string): Address[] {
  return [...cell.matchAll(/`([^`\s]+\/[^`\s]+\.\w+)`(?:\s*"([^"]+)")?/g)].map(([, file = "", title]) => ({
    file,
    title: title ?? null,
  }));
}

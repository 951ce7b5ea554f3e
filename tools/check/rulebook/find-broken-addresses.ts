import type { Finding } from "../finding.ts";
import type { ProjectFile } from "../project-files.ts";
import type { Rule } from "./parse-rulebook.ts";

const RULEBOOK = "docs/rulebook.md";
const SHIPPED = /^(domain|contracts|platform|workers|durable-objects)\/.*\.ts$/;
const FAMILIES = ["INV", "HLD", "MON", "TAX", "PRC", "ORD", "PAY", "EVT", "IDP", "AUD"];

/** Every promise has an address that is true: its files exist and speak of it, its tests exist, and none is missing. */
export function findBrokenAddresses(rules: readonly Rule[], files: readonly ProjectFile[]): Finding[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return [
    ...rules.flatMap((rule) => [...findTwice(rule, rules), ...findUntrue(rule, texts)]),
    ...findMissing(rules, files),
  ];
}

function findTwice({ id, line }: Rule, rules: readonly Rule[]): Finding[] {
  const first = rules.find((rule) => rule.id === id);
  if (first === undefined || first.line === line) return [];
  return [
    at(line, `${id} has a row already, in line ${first.line}`, "give the second one a number of its own"),
  ];
}

function findUntrue(rule: Rule, texts: ReadonlyMap<string, string>): Finding[] {
  const { id, line } = rule;
  const undecided =
    rule.decidedIn.length > 0 ? [] : [at(line, `${id} is decided nowhere`, "name the file that decides it")];
  const speaking = [...rule.decidedIn, ...rule.enforcedBy].flatMap(({ file }) => {
    const text = texts.get(file);
    if (text === undefined) return [gone(line, id, file)];
    if (new RegExp(`\\b${id}\\b`).test(text)) return [];
    return [
      at(line, `${file} does not mention ${id}`, `name ${id} there where it is held, or correct the row`),
    ];
  });
  const tests = rule.attackedBy.flatMap(({ file, title }) => {
    const text = texts.get(file);
    if (text === undefined) return [gone(line, id, file)];
    if (title === null || text.includes(title)) return [];
    return [at(line, `${file} has no test "${title}" (${id})`, "correct the title, or write the test")];
  });
  return [...undecided, ...speaking, ...tests];
}

/** Ids that shipped code speaks of and no row explains, each at its first mention. */
function findMissing(rules: readonly Rule[], files: readonly ProjectFile[]): Finding[] {
  const known = new Set(rules.map(({ id }) => id));
  const mention = mentionOf([...FAMILIES, ...rules.map(({ id }) => id.slice(0, 3))]);
  return files
    .filter(({ path }) => SHIPPED.test(path) && !path.endsWith(".test.ts"))
    .flatMap(({ path, text }) =>
      [...text.matchAll(mention)].flatMap(([id], index, all) => {
        if (known.has(id)) return [];
        known.add(id);
        const line = text.slice(0, all[index]?.index).split("\n").length;
        return [
          {
            file: path,
            line,
            rule: `${id} has no row in ${RULEBOOK}`,
            todo: "add the row, or correct the id",
          },
        ];
      }),
    );
}

/** An id of a known family wherever it stands, and one of any family that an assertion begins with. */
function mentionOf(families: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${families.join("|")})-\\d+\\b|(?<=["'\`])[A-Z]{3}-\\d+(?= )`, "g");
}

function gone(line: number, id: string, file: string): Finding {
  return at(line, `${id} names ${file}, which does not exist`, "follow the file to where it went");
}

function at(line: number, rule: string, todo: string): Finding {
  return { file: RULEBOOK, line, rule, todo };
}

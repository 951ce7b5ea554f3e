import { describe, expect, it } from "vitest";
import { findBrokenAddresses } from "./find-broken-addresses.ts";
import { parseRulebook } from "./parse-rulebook.ts";

const FILES = [
  { path: "domain/hold/hold-units.ts", text: "/** INV-1 Never oversell. */" },
  { path: "durable-objects/stock/hold-stock.ts", text: 'throw new Error("INV-1 …")' },
  { path: "domain/hold/hold.test.ts", text: 'it("refuses the eleventh unit of ten", () => {})' },
];
const ROW =
  '| INV-1 | Never \\| oversell | `domain/hold/hold-units.ts` | `durable-objects/stock/hold-stock.ts` | `domain/hold/hold.test.ts` "refuses the eleventh unit of ten" |';
const check = (row: string, files = FILES) =>
  findBrokenAddresses(parseRulebook(row), files).map(({ file, line, rule }) => `${file}:${line} ${rule}`);

describe("the rulebook", () => {
  it("is read row by row", () => {
    expect(parseRulebook(`# Rulebook\n\n| id | rule |\n| --- | --- |\n${ROW}\n`)).toEqual([
      {
        id: "INV-1",
        line: 5,
        text: "Never | oversell",
        decidedIn: [{ file: "domain/hold/hold-units.ts", title: null }],
        enforcedBy: [{ file: "durable-objects/stock/hold-stock.ts", title: null }],
        attackedBy: [{ file: "domain/hold/hold.test.ts", title: "refuses the eleventh unit of ten" }],
      },
    ]);
  });

  it("is true when its files exist and speak of the rule", () => {
    expect(check(ROW)).toEqual([]);
  });

  it.each([
    [ROW.replace("hold-units", "hold-unit"), "names domain/hold/hold-unit.ts, which does not exist"],
    [ROW.replace("`domain/hold/hold-units.ts`", "the domain"), "INV-1 is decided nowhere"],
    [ROW.replace("hold.test.ts", "gone.test.ts"), "names domain/hold/gone.test.ts, which does not exist"],
    [ROW.replace("eleventh", "twelfth"), 'has no test "refuses the twelfth unit of ten"'],
    [ROW.replace("INV-1", "INV-2"), "domain/hold/hold-units.ts does not mention INV-2"],
    [`${ROW}\n${ROW}`, "docs/rulebook.md:2 INV-1 has a row already, in line 1"],
  ])("is broken by %s", (row, problem) => {
    expect(check(row).join("\n")).toContain(problem);
  });

  it("misses no id that shipped code speaks of, whatever its family", () => {
    const more = [
      { path: "domain/money/add.ts", text: "// one\n// MON-2 and MON-2" },
      { path: "workers/catalog/keys.ts", text: 'invariant(row, "IDM-1 a key has its record"); // SHA-256' },
      { path: "domain/money/add.test.ts", text: '"MON-9 no such rule"' },
      { path: "tools/check/a.ts", text: '"MON-8 no such rule"' },
    ];
    expect(check(ROW, [...FILES, ...more])).toEqual([
      "domain/money/add.ts:2 MON-2 has no row in docs/rulebook.md",
      "workers/catalog/keys.ts:1 IDM-1 has no row in docs/rulebook.md",
    ]);
  });
});

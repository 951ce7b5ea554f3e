import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsWords, keepWords, readWords } from "./fits-words.ts";
import { all, any, but, type Match, mark, words } from "./match.ts";
import { matchExpression } from "./match-expression.ts";
import { planQuery, planSomeWords, tiersApart } from "./plan-query.ts";
import { readQuery } from "./read-query.ts";

const database = new DatabaseSync(":memory:");
database.exec(`CREATE VIRTUAL TABLE t USING fts5(title, code, label, body, mark, content = '', contentless_delete = 1,
  prefix = '2 3 4', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'")`);
const select = database.prepare("SELECT rowid FROM t WHERE t MATCH ?");

describe("SRC-1 what shoppers type", () => {
  it("is cut between signs, however many units they take", () => {
    const long = "𐌰".repeat(39);
    for (const typed of [`${long} ${long}`, `a${long} ${long}`]) {
      const { whole } = planQuery(readQuery(typed, ["en"], new Map()));
      expect(select.all(matchExpression(whole))).toEqual([]);
    }
  });

  it("never is a syntax error, nor reaches the marks, whatever they type", () => {
    database.exec("DELETE FROM t");
    database.prepare("INSERT INTO t (rowid, mark) VALUES (1, 'everything brand')").run();
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            '"',
            "*",
            "^",
            "+",
            "-",
            ":",
            "(",
            ")",
            "{",
            "}",
            "NEAR",
            "AND",
            "OR",
            "NOT",
            "mark",
            "everything",
            "brand",
            ",",
            "'",
            ";",
            "\u0000",
            "\ue000",
            "\ue001",
            "a",
            " ",
          ),
          { maxLength: 20 },
        )
        .map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(hostile, (typed) => {
        const query = readQuery(typed, ["en", "de"], new Map());
        if (query.terms.length === 0) return;
        for (const plan of [planQuery(query), planSomeWords(query)]) {
          expect(select.all(matchExpression(plan.whole))).toEqual([]);
          for (const { match } of tiersApart(plan)) expect(select.all(matchExpression(match))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("can't leave its quotes", () => {
    expect(() => matchExpression(words(["title"], ['a" OR "b']))).toThrow("a word that is none");
    expect(() => matchExpression(mark("a b"))).toThrow("a word that is none");
    expect(() => matchExpression(words(["title"], []))).toThrow("a word that is none");
  });
});

describe("SRC-5 titles and names that are ranked here", () => {
  const word = fc.constantFrom("tee", "teen", "linen", "crew", "set", "茶碗");
  const text = fc.array(word, { maxLength: 6 });
  const leaf = fc.record({
    columns: fc.constantFrom(["title"], ["title", "label"], ["label"]),
    parts: fc.array(word, { minLength: 1, maxLength: 3 }),
    isPrefix: fc.boolean(),
  });
  const { match } = fc.letrec<{ match: Match }>((tie) => ({
    match: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf.map(({ columns, parts, isPrefix }) => words(columns, parts, isPrefix)),
      fc.array(tie("match"), { minLength: 1, maxLength: 3 }).map((of) => all(of as Match[])),
      fc.array(tie("match"), { minLength: 1, maxLength: 3 }).map((of) => any(of as Match[])),
      fc.tuple(tie("match"), tie("match")).map(([of, not]) => but(of as Match, [not as Match])),
    ),
  }));

  it("fulfil a condition exactly where FTS5 finds them", () => {
    fc.assert(
      fc.property(
        match,
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }),
        (condition, documents) => {
          database.exec("DELETE FROM t");
          for (const [index, [title, label]] of documents.entries())
            database
              .prepare("INSERT INTO t (rowid, title, label) VALUES (?, ?, ?)")
              .run(index + 1, title.join(" "), label.join(" "));
          const found = select.all(matchExpression(condition)).map(({ rowid }) => Number(rowid));
          const fitting = documents.flatMap(([title, label], index) =>
            fitsWords(condition, readWords(keepWords({ title: title.join(" "), label: label.join(" ") })))
              ? [index + 1]
              : [],
          );
          expect(fitting).toEqual(found);
        },
      ),
      { numRuns: 300 },
    );
  });
});

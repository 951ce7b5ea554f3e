import { expect, it } from "vitest";
import { Memo } from "./memo.ts";

it("makes each thing once, and forgets rather than grow", () => {
  const made: string[] = [];
  const memo = new Memo<string>(2);
  const ask = (key: string) =>
    memo.of(key, (asked) => {
      made.push(asked);
      return asked.toUpperCase();
    });

  expect([ask("a"), ask("b"), ask("a")]).toEqual(["A", "B", "A"]);
  expect(made).toEqual(["a", "b"]);
  expect(ask("c")).toBe("C");
  expect(ask("a")).toBe("A");
  expect(made).toEqual(["a", "b", "c", "a"]);
});

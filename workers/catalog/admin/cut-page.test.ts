import { expect, it } from "vitest";
import { cutPage, PAGE_LENGTH_MAX } from "./cut-page.ts";

const rows = (...lengths: number[]) => lengths.map((length, at) => ({ at, length }));
const cut = (limit: number, ...lengths: number[]) => {
  const { page, last } = cutPage(rows(...lengths), limit);
  return [page.map(({ at }) => at), last?.at];
};

it.each<[string, number, number[], (number[] | number | undefined)[]]>([
  ["the whole list, and nothing behind it", 3, [1, 1], [[0, 1], undefined]],
  ["no more than was asked for", 2, [1, 1, 1], [[0, 1], 1]],
  ["what a Worker has room for", 5, [PAGE_LENGTH_MAX - 1, 1, 1, 1], [[0, 1], 1]],
  ["one that is longer than a page", 5, [PAGE_LENGTH_MAX + 1, 1], [[0], 0]],
  ["the last one, however long", 5, [PAGE_LENGTH_MAX + 1], [[0], undefined]],
  ["nothing of nothing", 5, [], [[], undefined]],
])("a page has %s", (_, limit, lengths, expected) => {
  expect(cut(limit, ...lengths)).toEqual(expected);
});

import { expect, it } from "vitest";
import { inTreeOrder } from "./in-tree-order.ts";

const node = (handle: string, parent: string | null = null) => ({ handle, parent });

it("puts each behind its parent and keeps the order of siblings", () => {
  const nodes = [node("b"), node("b2", "b"), node("a"), node("a1", "a"), node("b1", "b"), node("b2x", "b2")];
  expect(inTreeOrder(nodes).map(({ node: { handle }, depth }) => `${depth} ${handle}`)).toEqual([
    "1 b",
    "2 b2",
    "3 b2x",
    "2 b1",
    "1 a",
    "2 a1",
  ]);
});

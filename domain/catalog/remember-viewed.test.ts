import { expect, it } from "vitest";
import { rememberViewed, VIEWED_MAX, type Viewed } from "./remember-viewed.ts";

const after = (...productIds: string[]) =>
  productIds.reduce<Viewed[]>((viewed, id, index) => rememberViewed(viewed, id, index), []);

it("puts the newest first", () => {
  expect(after("a", "b")).toEqual([
    { productId: "b", atMs: 1 },
    { productId: "a", atMs: 0 },
  ]);
});

it("moves a product seen again to the front", () => {
  expect(after("a", "b", "a").map(({ productId }) => productId)).toEqual(["a", "b"]);
});

it("forgets the oldest past the twentieth", () => {
  const many = after(...Array.from({ length: 25 }, (_, index) => `p${index}`));
  expect(many).toHaveLength(VIEWED_MAX);
  expect(many.at(-1)?.productId).toBe("p5");
});

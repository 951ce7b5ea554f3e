import { expect, it } from "vitest";
import { TimeLimitExceeded, within } from "./within.ts";

it("an answer in time is given, and so is a failure", async () => {
  expect(await within(1_000, Promise.resolve("here"))).toBe("here");
  await expect(within(1_000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});

it("an answer that never comes is given up", async () => {
  await expect(within(5, new Promise(() => {}))).rejects.toBeInstanceOf(TimeLimitExceeded);
});

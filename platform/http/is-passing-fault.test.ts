import { describe, expect, it } from "vitest";
import { isPassingFault } from "./is-passing-fault.ts";

describe("a fault passes", () => {
  it.each([
    new Error("D1_ERROR: Network connection lost."),
    new Error("D1_ERROR: D1 DB is overloaded. Too many requests queued."),
    Object.assign(new Error("object is overloaded"), { overloaded: true }),
    Object.assign(new Error("the commit failed"), { retryable: true }),
  ])("when the platform says so: $message", (error) => {
    expect(isPassingFault(error)).toBe(true);
  });

  it.each([
    new Error("D1_ERROR: no such column: titel: SQLITE_ERROR"),
    Object.assign(new Error("refused"), { retryable: false }),
    "Network connection lost",
  ])("but not when it is ours: %s", (error) => {
    expect(isPassingFault(error)).toBe(false);
  });
});

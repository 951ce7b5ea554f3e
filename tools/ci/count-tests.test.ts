import { describe, expect, it } from "vitest";
import { countTests, showCount } from "./count-tests.ts";

const report = (fields = {}) => ({
  numPassedTests: 412,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{}] }],
  ...fields,
});
const show = (fields = {}) => showCount(countTests(report(fields)));

describe("the count of tests", () => {
  it("is the runner's", () => {
    expect(show()).toBe("412 passed, 0 failed");
    expect(show({ numFailedTests: 2 })).toBe("412 passed, 2 failed");
  });

  it("names what was skipped", () => {
    expect(show({ numPendingTests: 3, numTodoTests: 1 })).toBe("412 passed, 0 failed, 4 skipped");
  });

  it("counts a file that could not be read as a failure", () => {
    expect(show({ testResults: [{ status: "failed", assertionResults: [] }] })).toBe("412 passed, 1 failed");
  });

  it("refuses what is no report", () => {
    expect(() => countTests({})).toThrow();
  });
});

import { z } from "zod";

/** What we read of vitest's JSON report. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

export type TestCount = { passed: number; failed: number; skipped: number };

/** The tests of a run. A file that failed before it had any test counts as a failed one: it hides its own. */
export function countTests(report: unknown): TestCount {
  const read = Report.parse(report);
  const unread = read.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unread.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

export function showCount({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

import { type Finding, showFinding } from "./finding.ts";

/** Prints what a check found and fails the process when that is anything; `looked` says what it looked at. */
export function reportFindings(findings: readonly Finding[], looked: string): void {
  for (const finding of findings) console.error(showFinding(finding));
  if (findings.length > 0) {
    console.error(`${findings.length} problem(s) in ${looked}.`);
    process.exitCode = 1;
    return;
  }
  console.log(`Nothing wrong in ${looked}.`);
}

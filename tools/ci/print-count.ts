import { readFileSync } from "node:fs";
import { countTests, showCount, type TestCount } from "./count-tests.ts";

/** A run that left no readable report is a failure of its own. */
function readCount(file: string): TestCount {
  try {
    return countTests(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const count = readCount(process.argv[2] ?? "");
console.log(showCount(count));
if (count.failed > 0) process.exitCode = 1;

import { join } from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";

const file = join(import.meta.dirname, "../contracts/openapi/openapi.json");

/** Redocly's strictest ready-made rules; one warning fails. No network: the document refers to nothing outside itself. */
const config = await createConfig({ extends: ["recommended-strict"] });
const problems = await lint({ ref: file, config });

for (const { severity, ruleId, message, location } of problems) {
  console.error(
    `${severity} ${ruleId} ${location.map(({ pointer }) => pointer ?? "").join(" ")}: ${message}`,
  );
}
console.log(`${problems.length} problem(s) in contracts/openapi/openapi.json`);
if (problems.length > 0) process.exitCode = 1;

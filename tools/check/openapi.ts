import { join } from "node:path";
import { createConfig, lint } from "@redocly/openapi-core";
import { projectRoot } from "../project-root.ts";
import { reportFindings } from "./report-findings.ts";

const file = "contracts/openapi/openapi.json";

/** Redocly's strictest ready-made rules; one warning fails. No network: the document refers to nothing outside itself. */
const config = await createConfig({ extends: ["recommended-strict"] });
const problems = await lint({ ref: join(projectRoot, file), config });

reportFindings(
  problems.map(({ ruleId, message, location }) => ({
    file,
    rule: `${ruleId} at ${location.map(({ pointer }) => pointer ?? "").join(" ")}: ${message}`,
    todo: "correct the contract it is generated from, then npm run generate",
  })),
  file,
);

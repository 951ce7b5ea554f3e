import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findStale } from "../openapi/find-stale.ts";
import { generatedFiles } from "../openapi/generated-files.ts";
import { presentFiles } from "../openapi/present-files.ts";
import { projectRoot } from "../project-root.ts";
import type { Finding } from "./finding.ts";
import { findUnmigrated } from "./generated/find-unmigrated.ts";
import { reportFindings } from "./report-findings.ts";

const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  version: string;
};
const wanted = generatedFiles(version);
const stale: Finding[] = findStale(wanted, presentFiles(projectRoot, wanted.keys())).map((file) => ({
  file,
  rule: "it is not what the contracts say",
  todo: "npm run generate",
}));

reportFindings(
  [...stale, ...(await findUnmigrated(projectRoot))],
  `${wanted.size} generated files and the migrations`,
);

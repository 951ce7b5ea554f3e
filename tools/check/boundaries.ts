import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import { findViolations } from "./boundaries/find-violations.ts";
import { projectFiles } from "./project-files.ts";
import { reportFindings } from "./report-findings.ts";

const { dependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const files = projectFiles(projectRoot, /\.tsx?$/);

reportFindings(findViolations(files, Object.keys(dependencies)), `the imports of ${files.length} files`);

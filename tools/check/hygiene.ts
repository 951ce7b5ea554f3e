import { projectRoot } from "../project-root.ts";
import { findLitter } from "./hygiene/find-litter.ts";
import { projectFiles } from "./project-files.ts";
import { reportFindings } from "./report-findings.ts";

const files = projectFiles(
  projectRoot,
  /(\.(ts|tsx|js|mjs|json|jsonc|md|sql|toml|yml|yaml|css|html|sh)|\.ci\/run)$/,
).filter(({ path }) => path !== "package-lock.json");

reportFindings(findLitter(files), `${files.length} files`);

import { projectRoot } from "../project-root.ts";
import { projectFiles } from "./project-files.ts";
import { reportFindings } from "./report-findings.ts";
import { findBrokenAddresses } from "./rulebook/find-broken-addresses.ts";
import { parseRulebook } from "./rulebook/parse-rulebook.ts";

const files = projectFiles(projectRoot, /\.(ts|md|sql|toml)$/);
const rules = parseRulebook(files.find(({ path }) => path === "docs/rulebook.md")?.text ?? "");
const untested = rules.filter(({ attackedBy }) => attackedBy.length === 0).map(({ id }) => id);

reportFindings(findBrokenAddresses(rules, files), `the addresses of ${rules.length} rules`);
if (untested.length > 0) console.log(`No test attacks ${untested.join(", ")} yet.`);

import { deployOrder } from "../configs/deploy-order.ts";
import { projectRoot } from "../project-root.ts";
import { checkWiring } from "./bindings/check-wiring.ts";
import { readWiring } from "./bindings/read-wiring.ts";
import { reportFindings } from "./report-findings.ts";

const wiring = readWiring(projectRoot);

reportFindings(checkWiring(wiring), `the configs of ${wiring.workers.length} Workers`);
const outcome = deployOrder(wiring.workers.map(({ config }) => config));
if (outcome.ok) console.log(`Deploy order: ${outcome.order.join(" → ")}`);

import { join } from "node:path";
import { checkWiring } from "../check/bindings/check-wiring.ts";
import { readWiring } from "../check/bindings/read-wiring.ts";
import { showFinding } from "../check/finding.ts";
import { findUnmigrated } from "../check/generated/find-unmigrated.ts";
import { deployOrder } from "../configs/deploy-order.ts";
import type { Worker } from "../configs/worker-config.ts";
import { runWrangler } from "../run-wrangler.ts";
import { showTable } from "../show-table.ts";
import { Stop } from "../stop.ts";
import { describeBindings } from "./describe-bindings.ts";
import { parseBuild } from "./parse-build.ts";

/** Compressed, what every plan of Cloudflare takes. */
const GZIP_KIB_MAX = 3_072;

/** All that a deploy does short of deploying: checks every config, then builds every Worker in order, into dist/. */
export async function dryRun(root: string): Promise<void> {
  const wiring = readWiring(root);
  const findings = [...checkWiring(wiring), ...(await findUnmigrated(root))];
  const order = deployOrder(wiring.workers.map(({ config }) => config));
  if (findings.length > 0 || !order.ok) {
    throw new Stop(
      [...findings.map(showFinding), "Nothing was built: correct the configs first."].join("\n"),
    );
  }

  const rows: string[][] = [];
  for (const [index, name] of order.order.entries()) {
    const worker = wiring.workers.find(({ config }) => config.name === name);
    if (!worker) continue;
    const gzipKib = await build(root, worker);
    rows.push([String(index + 1), name, `${gzipKib.toFixed(1)} KiB`, describeBindings(worker.config)]);
  }
  console.log(showTable(["order", "Worker", "gzip", "bound to"], rows));
  console.log("\nEverything builds, in dist/. Nothing was deployed.");
}

async function build(root: string, { file, config }: Worker): Promise<number> {
  const outdir = join(root, "dist", config.name.replace(/^souk-/, ""));
  const { code, output } = await runWrangler(["deploy", "--dry-run", "--outdir", outdir, "--config", file]);
  const built = code === 0 ? parseBuild(output) : null;
  if (!built) throw new Stop(`${config.name} does not build:\n${output}`);
  if (built.warnings.length > 0) throw new Stop(`${config.name} builds with warnings:\n${output}`);
  if (built.gzipKib > GZIP_KIB_MAX)
    throw new Stop(
      `${config.name} is ${built.gzipKib} KiB compressed; Cloudflare takes ${GZIP_KIB_MAX} KiB.`,
    );
  return built.gzipKib;
}

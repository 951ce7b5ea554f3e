import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { readWorkers } from "./configs/read-workers.ts";
import { demoShop } from "./demo-shop/shop.ts";
import { projectRoot } from "./project-root.ts";
import { claimShop, noteWrangler, releaseShop } from "./start/claim-shop.ts";
import { type FirstKeys, readOrMakeFirstKeys } from "./start/first-keys.ts";
import { prepareDatabases } from "./start/prepare-databases.ts";
import { purchaseCommands } from "./start/purchase-commands.ts";
import { removeBuildLeftovers } from "./start/remove-build-leftovers.ts";
import { endSteps, reportStep } from "./start/report-step.ts";
import { requireFreePort } from "./start/require-free-port.ts";
import { readOrMakeSecrets } from "./start/secrets.ts";
import { seedOnce } from "./start/seed-once.ts";
import { readStartSettings, type StartSettings } from "./start/start-settings.ts";
import { startWrangler, type Wrangler } from "./start/start-wrangler.ts";
import { type StateFiles, stateFiles } from "./start/state-files.ts";
import { waitUntilHealthy } from "./start/wait-until-healthy.ts";
import { writeWhole } from "./start/write-whole.ts";
import { reportAndFail, Stop } from "./stop.ts";

const HEALTHY_WITHIN_MS = 60_000;

/** `npm start`: the whole shop on this machine, with a demo shop in it. */
async function main(): Promise<void> {
  const settings = readStartSettings(process.env, process.argv.slice(2), projectRoot);
  const files = stateFiles(settings.stateDir);
  const url = `http://localhost:${settings.port}`;

  await claimShop(files.running, url);
  try {
    await requireFreePort(settings.port);
    await run(settings, files, url);
  } finally {
    await releaseShop(files.running);
  }
}

async function run(settings: StartSettings, files: StateFiles, url: string): Promise<void> {
  const asked = stopAsked();
  removeBuildLeftovers(projectRoot);
  const workers = readWorkers(projectRoot);
  const secrets = await readOrMakeSecrets(files.secrets);
  const keys = await readOrMakeFirstKeys(files.keys, Date.now());
  try {
    await prepareDatabases(workers, files, keys, () => reportStep("Preparing the databases"));
  } catch (error) {
    // A Ctrl-C reaches the runner of the migrations too; the next start runs what is left.
    if (!asked.isAsked()) throw error;
  }
  if (asked.isAsked()) return;

  reportStep("Starting the Workers");
  // Entries of an earlier run would send requests to processes that are gone.
  await rm(files.registry, { recursive: true, force: true });
  const wrangler = startWrangler({
    configs: workers.map(({ file }) => file),
    port: settings.port,
    state: files.state,
    registry: files.registry,
    vars: { ...settings.vars, ...secrets },
    isVerbose: settings.isVerbose,
  });
  try {
    await noteWrangler(files.running, url, wrangler.group);
    const died = wrangler.ended.then(() => {
      if (!asked.isAsked())
        throw new Stop("wrangler ended by itself. `npm start -- --verbose` shows all it says.");
    });
    await Promise.race([died, asked.promise, openShop(wrangler, files, keys, url)]);
    await Promise.race([died, asked.promise]);
  } finally {
    await wrangler.stop();
  }
}

async function openShop(wrangler: Wrangler, files: StateFiles, keys: FirstKeys, url: string): Promise<void> {
  const publishableKey = keys.publishable.key;
  const secretKey = keys.secret.key;
  await wrangler.ready;
  await seedOnce(files.progress, { url, secretKey }, (done, total) =>
    reportStep("Filling the demo shop", done, total),
  );
  await waitUntilHealthy(url, HEALTHY_WITHIN_MS);

  const access = { url, publishable_key: publishableKey, secret_key: secretKey };
  await writeWhole(files.dev, `${JSON.stringify(access, null, 2)}\n`);
  endSteps();
  const [product] = demoShop.products;
  console.log(`Souk is open at ${url}

  docs             ${url}/docs
  publishable key  ${publishableKey}
  secret key       ${secretKey}
  for scripts      ${relative(process.cwd(), files.dev)}

Buy something: paste this into bash.

${purchaseCommands({ url, publishableKey, secretKey }, product?.handle ?? "")}

Ctrl-C ends it. The shop stays in ${relative(process.cwd(), files.stateDir)}; delete that folder to begin anew.`);
}

/** Ctrl-C, a polite kill, or the terminal being closed. */
function stopAsked(): { promise: Promise<void>; isAsked(): boolean } {
  let isAsked = false;
  const promise = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        isAsked = true;
        resolve();
      });
    }
  });
  return { promise, isAsked: () => isAsked };
}

await main().catch(reportAndFail);
// Whoever was still asking a shop that has ended need not wait for the answer.
process.exit();

import { writeFile } from "node:fs/promises";
import { chooseTarget } from "./flash-sale/choose-target.ts";
import { HELP } from "./flash-sale/help.ts";
import { holdSale } from "./flash-sale/hold-sale.ts";
import { type OpenShop, openShop, readDevShop } from "./flash-sale/open-shop.ts";
import { readSaleSettings, type SaleSettings, UsageError } from "./flash-sale/options.ts";
import type { SaleReport } from "./flash-sale/sale-report.ts";
import { showReport } from "./flash-sale/show/print-report.ts";
import { Progress } from "./flash-sale/show/progress.ts";
import { projectRoot } from "./project-root.ts";
import { readStartSettings } from "./start/start-settings.ts";
import { reportAndFail, Stop } from "./stop.ts";

/** `npm run flash-sale`: sells a few units to a great many buyers, and says whether every promise was kept. */
async function main(): Promise<void> {
  const settings = readSaleSettings(process.argv.slice(2), process.env, Math.random);
  if (!settings) {
    console.log(HELP);
    return;
  }
  const { stateDir } = readStartSettings(process.env, [], projectRoot);
  const target = chooseTarget(settings, settings.target === null ? null : await readDevShop(stateDir));

  if (target.kind === "own") console.log("Building the shop …");
  const stopped = interrupted();
  const shop = await openShop(target);
  let isWorthKeeping = false;
  try {
    const report = await hold(shop, settings, stopped);
    isWorthKeeping = report.verdict.some(({ wrong }) => wrong.length > 0);
    console.log(`\n${showReport(report)}`);
    if (isWorthKeeping) process.exitCode = 1;
    if (isWorthKeeping && shop.folder !== null)
      console.log(`The shop's storage and its log are in ${shop.folder}.`);
    if (settings.json !== null) await writeFile(settings.json, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await shop.close(isWorthKeeping);
  }
}

async function hold(shop: OpenShop, settings: SaleSettings, stopped: Promise<never>): Promise<SaleReport> {
  const run = `flash-sale-${Date.now().toString(36)}`;
  const { buyers, units, items, burstMs, seed } = settings;
  const goods = items === 1 ? `${units} units` : `${items} items, ${units} units of each`;
  console.log(`The shop: ${shop.title}.`);
  console.log(
    `${buyers.toLocaleString("en-US")} buyers come within ${burstMs / 1_000} s, for ${goods}. Seed ${seed}, run ${run}.\n`,
  );

  let progress: Progress | null = null;
  return holdSale(shop, settings, run, {
    stopped,
    onStanding: (standing) => {
      progress ??= new Progress(process.stdout, Date.now());
      progress.show(standing, Date.now());
    },
    onLastBuyer: () => {
      progress?.end();
      console.log("The last buyer has gone; waiting for what is under way, then reading the books …");
    },
    onTrouble: (message) => console.error(message),
  });
}

/** Rejects on Ctrl-C: what was made is cleared away, and nothing is judged. */
function interrupted(): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => reject(new Stop("\nStopped; nothing was judged.")));
  });
  // Nobody may be waiting for it at that moment.
  stopped.catch(() => {});
  return stopped;
}

await main().catch((error) => {
  reportAndFail(error);
  if (error instanceof UsageError) {
    console.error("All options: npm run flash-sale -- --help");
    process.exitCode = 2;
  }
});
// Buyers who were still waiting when somebody pressed Ctrl-C wait no longer.
process.exit();

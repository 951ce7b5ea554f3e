import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { mustAskAdmin } from "./demo-shop/admin-client.ts";
import { readCategories } from "./large-shop/categories.ts";
import { compareExport } from "./large-shop/compare-export.ts";
import { generateProducts } from "./large-shop/generate-products.ts";
import { type EndedJob, loadCategories, sendProducts, untilOver } from "./large-shop/load-products.ts";
import { showCounts } from "./large-shop/show-counts.ts";
import { LocalShop, type ShopKeys } from "./local-shop/local-shop.ts";
import { readArguments, readWhole } from "./read-arguments.ts";
import { reportAndFail, Stop } from "./stop.ts";

const SEED = 1;
/** A job counts as standing still after two seconds, so that the proof need not wait for the minutes of a real shop. */
const VARS = { JOB_STILL_MS: "2000" };

/**
 * `npm run import-proof`: imports a large file into a shop of its own, on the runtime as it is deployed, kills the shop
 * twice meanwhile, and holds the outcome against what was sent; then imports it again, where nothing may change.
 */
async function main(): Promise<void> {
  const { values } = readArguments({ options: { products: { type: "string", default: "100000" } } });
  const count = readWhole("--products", values.products, { min: 1, max: 1_000_000 });
  const categories = readCategories();
  const products = () => generateProducts(count, SEED, categories);
  const folder = mkdtempSync(join(tmpdir(), "souk-import-"));

  console.log("Building the shop …");
  const shop = await LocalShop.build(folder, VARS);
  try {
    let keys = await shop.start();
    await loadCategories(keys, categories);
    const first = clock();
    const id = await sendProducts(keys, products());
    report(`${count} products sent`, first());
    for (const part of [0.3, 0.6]) {
      const done = await untilDone(keys, id, part);
      await shop.kill();
      keys = await shop.start();
      report(`killed and opened again at ${Math.round(100 * done)} %`, first());
    }
    const imported = await untilOver(keys, id);
    report(`import: ${show(imported)}`, first());
    expectCounts(imported, { created: count });

    const second = clock();
    const again = await untilOver(keys, await sendProducts(keys, products()));
    report(`the same file again: ${show(again)}`, second());
    expectCounts(again, { unchanged: count });

    const third = clock();
    const lines = await exportLines(keys);
    const wrong = compareExport(lines, products());
    report(`export: ${lines.length - 1} products, ${wrong.length} of them not as they were sent`, third());
    if (wrong.length > 0) throw new Stop(wrong.slice(0, 20).join("\n"));
  } finally {
    await shop.stop();
  }
  rmSync(folder, { recursive: true });
  console.log("\nThe import is complete, exact, and changes nothing the second time.");
}

/** How far it is, as soon as it is so far. */
async function untilDone(keys: ShopKeys, id: string, part: number): Promise<number> {
  for (;;) {
    const { body } = await mustAskAdmin(keys, { method: "GET", path: `/v1/admin/jobs/${id}` });
    const { progress, status } = body as EndedJob;
    const done = progress.total === null ? 0 : progress.done / progress.total;
    if (done >= part || status !== "running") return done;
    await wait(20);
  }
}

async function exportLines(keys: ShopKeys): Promise<string[]> {
  const begun = await mustAskAdmin(keys, {
    method: "POST",
    path: "/v1/admin/exports",
    body: { format: "souk-jsonl" },
  });
  const job = await untilOver(keys, String(begun.body.id));
  const file = await fetch(new URL(`/v1/admin/jobs/${job.id}/file`, keys.url), {
    headers: { authorization: `Bearer ${keys.secretKey}` },
  });
  if (file.status !== 200) throw new Stop(`The export has no file: ${file.status} ${await file.text()}`);
  return (await file.text()).split("\n");
}

function expectCounts(job: EndedJob, counts: Record<string, number>): void {
  if (job.status === "done" && JSON.stringify(job.counts) === JSON.stringify(counts)) return;
  throw new Stop(`Expected ${JSON.stringify(counts)}, got ${JSON.stringify(job)}`);
}

function show({ status, counts }: EndedJob): string {
  return `${status}, ${showCounts(counts)}`;
}

function clock(): () => number {
  const beganAtMs = Date.now();
  return () => (Date.now() - beganAtMs) / 1_000;
}

function report(what: string, seconds: number): void {
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${what}`);
}

await main().catch(reportAndFail);

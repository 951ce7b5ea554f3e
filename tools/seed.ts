import { readCategories } from "./large-shop/categories.ts";
import { findShop } from "./large-shop/find-shop.ts";
import { generateProducts } from "./large-shop/generate-products.ts";
import { loadCategories, sendProducts, untilOver } from "./large-shop/load-products.ts";
import { showCounts } from "./large-shop/show-counts.ts";
import { projectRoot } from "./project-root.ts";
import { readArguments, readWhole } from "./read-arguments.ts";
import { readStartSettings } from "./start/start-settings.ts";
import { reportAndFail, Stop } from "./stop.ts";

const HELP = `npm run seed -- --products 2000 fills a shop with generated products.

  --products N     how many (default 10000); some 200 a second in the shop of npm start
  --seed N         other products for another number (default 1)
  --target URL     the shop; its secret key is read from SOUK_SECRET_KEY
                   (default: the shop of a running npm start)

It imports them as one file of JSON Lines, beside what the shop has. The same command again changes nothing; a larger
number adds the rest. They have prices in EUR and USD, no pictures, and no stock.`;

const SEED_MAX = 2 ** 31;

/** `npm run seed`. */
async function main(): Promise<void> {
  const { values } = readArguments({
    options: {
      products: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      target: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const products = readWhole("--products", values.products, { min: 1, max: 1_000_000 });
  const seed = readWhole("--seed", values.seed, { min: 1, max: SEED_MAX });
  const { stateDir } = readStartSettings(process.env, [], projectRoot);
  const shop = await findShop(values.target, process.env.SOUK_SECRET_KEY, stateDir);

  const beganAtMs = Date.now();
  const categories = readCategories();
  console.log(
    `Filling ${shop.url} with ${products.toLocaleString("en-US")} products of seed ${seed} in ${categories.length} categories`,
  );
  await loadCategories(shop, categories);
  const id = await sendProducts(shop, generateProducts(products, seed, categories));
  const job = await untilOver(shop, id, ({ progress: { done, total } }) => {
    if (process.stdout.isTTY)
      process.stdout.write(`\r\x1b[2K${total ? Math.floor((100 * done) / total) : 0} % imported `);
  });
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K");
  const seconds = (Date.now() - beganAtMs) / 1000;

  console.log(
    `${showCounts(job.counts)} in ${seconds.toFixed(1)} s, ${Math.round(products / seconds)} products a second`,
  );
  if (job.report_lines > 0) console.log(`What the import remarked: GET /v1/admin/jobs/${id}/report`);
  if (job.status !== "done")
    throw new Stop(
      `The import ended as ${job.status}: ${job.failure?.detail ?? ""} It goes on with POST /v1/admin/jobs/${id}/resume.`,
    );
  if ((job.counts.created ?? 0) > 0)
    console.log(`
Shoppers see them as out of stock until a SKU is given units: POST /v1/admin/stock/{sku}/adjustments.
Search learns of them meanwhile: GET /v1/admin/search says how far it is.`);
  if ((job.counts.refused ?? 0) > 0) process.exitCode = 1;
}

await main().catch(reportAndFail);

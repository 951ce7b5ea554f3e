import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ShopAccess } from "./demo-shop/admin-client.ts";
import { readCategories } from "./large-shop/categories.ts";
import { generateProducts } from "./large-shop/generate-products.ts";
import { loadCategories, sendProducts, untilOver } from "./large-shop/load-products.ts";
import { projectRoot } from "./project-root.ts";
import { reportAndFail, Stop } from "./stop.ts";

const HELP = `npm run seed -- --products 100000 fills a shop with generated products.

  --products N     how many (default 10000)
  --seed N         other products for another number (default 1)
  --target URL     the shop; its secret key is read from SOUK_SECRET_KEY
                   (default: the shop of a running npm start)

It imports them as one file of JSON Lines. The same command again changes nothing; a larger number adds the rest.`;

/** `npm run seed`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      products: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      target: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const products = readCount(values.products, "--products", 1_000_000);
  const seed = readCount(values.seed, "--seed", 2 ** 31);
  const shop = findShop(values.target);

  const beganAtMs = Date.now();
  const categories = readCategories();
  console.log(
    `Filling ${shop.url} with ${products} products of seed ${seed} in ${categories.length} categories`,
  );
  await loadCategories(shop, categories);
  const id = await sendProducts(shop, generateProducts(products, seed, categories));
  const job = await untilOver(shop, id, ({ progress: { done, total } }) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${total ? Math.floor((100 * done) / total) : 0} % `);
  });
  const seconds = (Date.now() - beganAtMs) / 1000;
  if (job.status !== "done")
    throw new Stop(`The import ended as ${job.status}: ${JSON.stringify(job.failure)}`);
  console.log(
    `\n${JSON.stringify(job.counts)} in ${seconds.toFixed(1)} s, ${Math.round(products / seconds)} products/s`,
  );
  console.log(`What it has to say: GET /v1/admin/jobs/${id}/report`);
}

function readCount(text: string, name: string, max: number): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= max) return count;
  throw new Stop(`${name} takes a whole number from 1 to ${max}.`);
}

function findShop(target: string | undefined): ShopAccess {
  const file = join(process.env.SOUK_STATE_DIR ?? join(projectRoot, ".souk"), "dev.json");
  const secretKey = process.env.SOUK_SECRET_KEY;
  if (target !== undefined && secretKey) return { url: target, secretKey };
  if (target !== undefined) throw new Stop("Which key opens it? Set SOUK_SECRET_KEY (sk_…).");
  if (!existsSync(file))
    throw new Stop("No shop is running here: `npm start` opens one, or name one by --target.");
  const dev = JSON.parse(readFileSync(file, "utf8")) as { url: string; secret_key: string };
  return { url: dev.url, secretKey: dev.secret_key };
}

await main().catch(reportAndFail);

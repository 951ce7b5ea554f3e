import { setTimeout as wait } from "node:timers/promises";
import { mustAskAdmin, type ShopAccess } from "../../tools/demo-shop/admin-client.ts";
import { readCategories } from "../../tools/large-shop/categories.ts";
import { generateProducts } from "../../tools/large-shop/generate-products.ts";
import { loadCategories, sendProducts, untilOver } from "../../tools/large-shop/load-products.ts";
import { showCounts } from "../../tools/large-shop/show-counts.ts";
import { seededRandom } from "../../tools/seeded-random.ts";

const SEED = 1;
const LOOK_EVERY_MS = 500;

/**
 * Makes a shop that has the first `from` generated products into one that has the first `to`, by its own import, and waits until
 * search has caught up: what is measured then has nothing beside it.
 */
export async function growShop(access: ShopAccess, from: number, to: number): Promise<void> {
  const categories = readCategories();
  await loadCategories(access, categories);
  const job = await untilOver(
    access,
    await sendProducts(access, generateProducts(to, SEED, categories, from)),
  );
  if (job.status !== "done" || job.counts.created !== to - from)
    throw new Error(`the shop did not grow: ${job.status}, ${showCounts(job.counts)}`);
  await untilFound(access);
}

/** Some of those that shoppers see, the same each time. */
export function someHandles(products: number, howMany: number, seed: number): string[] {
  const shown = [...generateProducts(products, SEED, readCategories())]
    .filter(({ status }) => status === "active")
    .map(({ handle }) => handle);
  const random = seededRandom(seed);
  const chosen = new Set<string>();
  while (chosen.size < Math.min(howMany, shown.length))
    chosen.add(shown[Math.floor(random() * shown.length)] as string);
  return [...chosen];
}

async function untilFound(access: ShopAccess): Promise<void> {
  for (;;) {
    const { body } = await mustAskAdmin(access, { method: "GET", path: "/v1/admin/search" });
    if (body.changes_behind === 0 && body.products_pending === 0) return;
    await wait(LOOK_EVERY_MS);
  }
}

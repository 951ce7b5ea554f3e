import { setTimeout as wait } from "node:timers/promises";
import { mustAskStaff } from "./ask-shop.ts";
import { buyUntil, complete, type Story, type Wanted } from "./buyers.ts";
import { type Judgement, reconcile } from "./reconcile.ts";
import { seededRandom } from "./seeded-random.ts";
import type { ShopAccess, ShopProcess } from "./shop-process.ts";

const BUYERS = 3;
/** Of which the demo shop has enough for all of it. */
const SKUS = [
  "TEE-LIN-XS-OAT",
  "TEE-LIN-S-SAGE",
  "JMP-MER-M-ECRU",
  "TRS-WIDE-42-OLIV",
  "SHT-POP-S-WHT",
  "TOTE-BEL-ECRU",
];
const MOMENT_MIN_MS = 200;
const MOMENT_MAX_MS = 3_000;
/** Twice the longest wait that the shop itself plans: the nudge for events that nobody acknowledged. */
const SETTLE_WITHIN_MS = 90_000;

/** What one kill met. */
export type Kill = {
  n: number;
  afterMs: number;
  carts: number;
  orders: number;
  lost: number;
  retried: number;
  restartMs: number;
};

/** Runs traffic, kills everything at random moments, starts again, and at last holds the shop against what it said. */
export async function crashShop(
  process: ShopProcess,
  { seed, kills }: { seed: number; kills: number },
  onKill: (kill: Kill) => void,
): Promise<{ judgements: Judgement[]; settledMs: number; stories: Story[] }> {
  const random = seededRandom(seed);
  const buyers = Array.from({ length: BUYERS }, (_, n) => seededRandom(seed + n + 1));
  const stories: Story[] = [];
  let shop = await process.start();
  const wanted = await findWanted(shop);
  const unitsBefore = await readUnits(shop, wanted);

  for (let n = 1; n <= kills; n += 1) {
    const afterMs = Math.round(MOMENT_MIN_MS + random() * (MOMENT_MAX_MS - MOMENT_MIN_MS));
    await trafficUntilKilled(process, shop, wanted, buyers, stories, afterMs);
    const lost = stories.filter(({ completion }) => completion?.status === "lost");
    const restartedAtMs = Date.now();
    shop = await process.start();
    const restartMs = Date.now() - restartedAtMs;

    // Half of those who got no answer ask again, as a client would; the others never come back.
    const again = lost.filter(() => random() < 0.5);
    for (const story of again) {
      if (story.completion) await complete(shop, story, story.completion.payment, story.completion.key);
    }
    const orders = stories.filter(({ completion }) => completion?.status === 201).length;
    onKill({
      n,
      afterMs,
      carts: stories.length,
      orders,
      lost: lost.length,
      retried: again.length,
      restartMs,
    });
  }

  const reconciled = await reconcile(shop, stories, wanted, unitsBefore, SETTLE_WITHIN_MS);
  return { ...reconciled, stories };
}

async function trafficUntilKilled(
  process: ShopProcess,
  shop: ShopAccess,
  wanted: readonly Wanted[],
  buyers: readonly (() => number)[],
  stories: Story[],
  afterMs: number,
): Promise<void> {
  let isOver = false;
  const buying = buyers.map((random) => buyUntil(shop, wanted, random, stories, () => isOver));
  await wait(afterMs);
  isOver = true;
  await process.kill();
  await Promise.all(buying);
}

async function findWanted(shop: ShopAccess): Promise<Wanted[]> {
  const variants: { id: string; sku: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = (await mustAskStaff(
      shop,
      `/v1/admin/products?limit=25${cursor && `&cursor=${cursor}`}`,
    )) as {
      data: { variants: { id: string; sku: string }[] }[];
      next_cursor: string | null;
    };
    variants.push(...page.data.flatMap((product) => product.variants));
    cursor = page.next_cursor;
  }
  return SKUS.map((sku) => {
    const variant = variants.find((known) => known.sku === sku);
    if (!variant) throw new Error(`the demo shop has no ${sku}`);
    return { sku, variantId: variant.id };
  });
}

async function readUnits(shop: ShopAccess, wanted: readonly Wanted[]): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  for (const { sku } of wanted) {
    units.set(sku, Number((await mustAskStaff(shop, `/v1/admin/stock/${sku}`)).on_hand));
  }
  return units;
}

import type { BenchShop } from "../souk/bench-shop.ts";
import type { AnswerSizes } from "./references.ts";

const LOOKED_AT = 40;

/** How long ours answers, so that references of the same length can stand beside it. */
export async function answerSizes(shop: BenchShop): Promise<AnswerSizes> {
  const details: number[] = [];
  for (const { handle } of shop.items.slice(0, LOOKED_AT)) {
    details.push(await bytesOf(shop, `/v1/store/products/${handle}?currency=EUR`));
  }
  return {
    detail: Math.round(details.reduce((total, bytes) => total + bytes, 0) / details.length),
    list: await bytesOf(shop, "/v1/store/products?currency=EUR&limit=24"),
  };
}

async function bytesOf({ origin, publishableKey }: BenchShop, path: string): Promise<number> {
  const answer = await fetch(new URL(path, origin), { headers: { "x-publishable-key": publishableKey } });
  return (await answer.arrayBuffer()).byteLength;
}

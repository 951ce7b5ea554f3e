import { afterAll, beforeAll, expect, it } from "vitest";
import { holdSale } from "../../tools/flash-sale/hold-sale.ts";
import { type OpenShop, openShop } from "../../tools/flash-sale/open-shop.ts";
import { readSaleSettings } from "../../tools/flash-sale/options.ts";

const ARGS = "--buyers 80 --units 20 --items 2 --seed 7 --burst 0.5 --unclear 0 --double 0.3 --patience 0";

let shop: OpenShop;
beforeAll(async () => {
  shop = await openShop({ kind: "own" });
});
afterAll(() => shop?.close(false));

/** `npm run flash-sale` in small: what it asks of the shop must be what the shop answers. */
it("80 buyers of every habit for 20 units each of two items end in a verdict without a fault", async () => {
  const settings = readSaleSettings(ARGS.split(" "), {}, () => 0);
  if (!settings) throw new Error("no settings");
  const stopped = new Promise<never>(() => {});
  const watcher = { onStanding: () => {}, onLastBuyer: () => {}, onTrouble: () => {}, stopped };

  const report = await holdSale(shop, settings, "flash-sale-journey", watcher);

  expect(report.verdict.flatMap(({ name, wrong }) => wrong.map((what) => `${name}: ${what}`))).toEqual([]);
  expect(report.verdict.filter(({ isUnchecked }) => isUnchecked)).toEqual([]);
  expect(report.sold.units).toBe(report.sold.orders * 2);
  // Whoever was told that units may return did not wait for them, so some may be left; most are not.
  expect(report.sold.orders).toBeGreaterThan(10);
  expect(Object.values(report.ends).reduce((sum, ended) => sum + ended, 0)).toBe(80);
});

import { available, promisable } from "../hold/balance.ts";
import { balanceOf, type StockItem } from "./stock-item.ts";

/** What shoppers are told of an item: coarse, so that it changes seldom and gives nothing away. */
export type Signal = "in_stock" | "low" | "backorder" | "preorder" | "out";

/** All signals, from the one that promises least to the one that promises most. */
export const SCARCEST_FIRST = ["out", "preorder", "backorder", "low", "in_stock"] as const satisfies Signal[];

/** Units are there: more than that they may be promised some day. */
export function isThere(signal: Signal): boolean {
  return signal === "in_stock" || signal === "low";
}

/**
 * Units that are there and that nobody was promised, at home and in shards; below zero when more was promised than is
 * there. What shards have promised is known as of the last time that the home heard of them.
 */
export function unitsThere(item: StockItem, nowMs: number): number {
  const balance = balanceOf(item, nowMs);
  return available(balance) + balance.granted - item.promisedAway;
}

/** What can be promised right now. */
export function signalOf(item: StockItem, nowMs: number): Signal {
  const there = unitsThere(item, nowMs);
  if (there > (item.policy.lowAt ?? 0)) return "in_stock";
  if (there > 0) return "low";
  if (promisable(balanceOf(item, nowMs)) <= 0 || item.policy.beyond.kind === "none") return "out";
  return item.policy.beyond.kind;
}

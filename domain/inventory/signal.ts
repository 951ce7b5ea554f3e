import { promisable } from "../hold/balance.ts";
import { balanceOf, type StockItem } from "./stock-item.ts";

/** What shoppers are told of an item: coarse, so that it changes seldom and gives nothing away. */
export type Signal = "in_stock" | "low" | "backorder" | "preorder" | "out";

/** What can be promised right now. Units that shards have to sell count as there. */
export function signalOf(item: StockItem, nowMs: number): Signal {
  const balance = balanceOf(item, nowMs);
  const there = promisable(balance) - balance.allowance + balance.granted;
  if (there > (item.policy.lowAt ?? 0)) return "in_stock";
  if (there > 0) return "low";
  if (promisable(balance) <= 0 || item.policy.beyond.kind === "none") return "out";
  return item.policy.beyond.kind;
}

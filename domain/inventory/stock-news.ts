import { isShort, promisable } from "../hold/balance.ts";
import { type Signal, signalOf, unitsThere } from "./signal.ts";
import { balanceOf, type StockItem } from "./stock-item.ts";

/** What others are told of an item. */
export type StockNews = {
  readonly signal: Signal;
  /** How many units may be bought now; null unless the shop shows them. */
  readonly units: number | null;
  /** The day from which a preorder leaves. */
  readonly availableFromMs: number | null;
  /** More is promised than may be. */
  readonly isShort: boolean;
};

export function newsOf(item: StockItem, showsUnits: boolean, nowMs: number): StockNews {
  const signal = signalOf(item, nowMs);
  const { beyond } = item.policy;
  return {
    signal,
    units: showsUnits ? unitsFor(signal, item, nowMs) : null,
    availableFromMs: signal === "preorder" && beyond.kind === "preorder" ? beyond.availableFromMs : null,
    isShort: isShort(balanceOf(item, nowMs)),
  };
}

export function isSameNews(one: StockNews, other: StockNews): boolean {
  return (
    one.signal === other.signal &&
    one.units === other.units &&
    one.availableFromMs === other.availableFromMs &&
    one.isShort === other.isShort
  );
}

/** When the news may change although nobody does anything: at the day of a preorder its allowance ends. */
export function newsTurnsAtMs({ policy: { beyond } }: StockItem, nowMs: number): number | null {
  return beyond.kind === "preorder" && nowMs < beyond.availableFromMs ? beyond.availableFromMs : null;
}

/** Units that are there; where there are none, those that may be promised all the same. */
function unitsFor(signal: Signal, item: StockItem, nowMs: number): number {
  switch (signal) {
    case "in_stock":
    case "low":
      return unitsThere(item, nowMs);
    case "backorder":
    case "preorder":
      return promisable(balanceOf(item, nowMs));
    case "out":
      return 0;
  }
}

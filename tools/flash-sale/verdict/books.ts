import type { LedgerEntry } from "../../local-shop/ledger.ts";
import type { Goods } from "../goods/goods.ts";

/** What the shop itself says after a sale, read from those who own each fact. */
export type Books = {
  /** Each item with its audit. */
  stock: (Goods & { audit: Audit })[];
  /** Every cart that a buyer was given, by its id; null for one that is gone. */
  carts: Map<string, CartBook | null>;
  /** What became of every cart that somebody tried to buy, from its partition. */
  orders: OrderBook[];
  /** The staff's list, from the read model: our orders, or all there are in a shop that nobody else uses. */
  listed: ListedOrder[];
  /** The test provider's ledger; null where it can't be read. */
  payments: LedgerEntry[] | null;
  /** How long it took after the last buyer until no unit was held any more, or nobody waited longer. */
  settledMs: number;
};

export type Audit = {
  balanced: boolean;
  on_hand: number;
  held: number;
  committed: number;
  /** Kept back by the shop. */
  safety?: number;
  available: number;
};
/** `units`: of each SKU. */
export type CartBook = { status: string; units: Record<string, number> };
export type OrderBook = {
  id: string;
  cartId: string;
  number: string;
  status: string;
  units: Record<string, number>;
  total: { amount: number; currency: string };
  payment: string;
};
export type ListedOrder = { id: string; status: string; units: number };

export function placed({ orders }: Pick<Books, "orders">): OrderBook[] {
  return orders.filter(({ status }) => status === "placed");
}

/** Units in placed orders, of each SKU. */
export function soldUnits(books: Pick<Books, "orders">): Map<string, number> {
  const sold = new Map<string, number>();
  for (const { units } of placed(books)) {
    for (const [sku, of] of Object.entries(units)) sold.set(sku, (sold.get(sku) ?? 0) + of);
  }
  return sold;
}

export function unitsOf({ units }: { units: Record<string, number> }): number {
  return Object.values(units).reduce((sum, of) => sum + of, 0);
}

import { setTimeout as wait } from "node:timers/promises";
import { eachAtMost } from "../../each-at-most.ts";
import type { LedgerEntry } from "../../local-shop/ledger.ts";
import type { Story } from "../buyers/story.ts";
import type { Goods } from "../goods/goods.ts";
import {
  type Audit,
  type Books,
  type CartBook,
  type ListedOrder,
  type OrderBook,
  soldUnits,
} from "./books.ts";
import type { ShopReader } from "./shop-reader.ts";

const AT_ONCE = 32;
const LOOK_EVERY_MS = 250;
/** The read model follows the queue; a message that was lost is asked for again after half a minute. */
const LISTED_WITHIN_MS = 60_000;
/** The shop's clock is not ours. */
const CLOCKS_DIFFER_MS = 600_000;

export type BooksOptions = {
  reader: ShopReader;
  goods: readonly Goods[];
  stories: readonly Story[];
  /** No order of this sale is older. */
  sinceMs: number;
  /** When all units that were not bought must be back: holds lapsed, checkouts taken over. */
  unitsBackByMs: number;
  /** Nobody else buys there: an order that is not ours is nobody's. */
  isOwnShop: boolean;
  payments: (() => Promise<LedgerEntry[]>) | null;
};

/** Waits until nothing of the sale is under way, as long as that may take, and reads what the shop says. */
export async function readBooks(options: BooksOptions): Promise<Books> {
  const beganAtMs = performance.now();
  const { reader, goods } = options;
  const auditUntil = (isSettled: (audit: Audit, sku: string) => boolean) =>
    lookUntil(
      () => eachAtMost(AT_ONCE, goods, ({ sku }) => readAudit(reader, sku)),
      (all) => all.every((audit, index) => isSettled(audit, goods[index]?.sku ?? "")),
      options.unitsBackByMs,
    );
  await auditUntil(({ held }) => held === 0);
  const settledMs = performance.now() - beganAtMs;
  const carts = await readCarts(options);
  const orders = await lookUntil(
    () => readOrders(reader, carts),
    (all) => all.every(({ status }) => status !== "pending"),
    options.unitsBackByMs,
  );
  // Once more: a checkout that was taken over may have held and sold meanwhile, and shards settle what they sold later.
  const sold = soldUnits({ orders });
  const audits = await auditUntil(
    ({ held, committed }, sku) => held === 0 && committed === (sold.get(sku) ?? 0),
  );
  const placedIds = orders.filter(({ status }) => status === "placed").map(({ id }) => id);
  const listed = await lookUntil(
    () => listOrders(options, new Set(orders.map(({ id }) => id))),
    (all) => {
      const placed = new Set(all.filter(({ status }) => status === "placed").map(({ id }) => id));
      return placedIds.every((id) => placed.has(id));
    },
    Date.now() + LISTED_WITHIN_MS,
  );
  return {
    stock: goods.map((item, index) => ({ ...item, audit: audits[index] as Audit })),
    carts: new Map(
      [...carts].map(([id, found]) => [id, found && { status: found.status, units: found.units }]),
    ),
    orders,
    listed,
    payments: options.payments && (await options.payments()),
    settledMs,
  };
}

async function readAudit(reader: ShopReader, sku: string): Promise<Audit> {
  const { status, body } = await reader.asStaff(`/v1/admin/stock/${sku}/audit`);
  if (status !== 200) throw new Error(`no audit of ${sku}: ${status} ${JSON.stringify(body)}`);
  return body as unknown as Audit;
}

type FoundCart = CartBook & { orderId: string | null };

/** As their buyers see them. */
async function readCarts({ reader, stories }: BooksOptions): Promise<Map<string, FoundCart | null>> {
  const carts = stories.flatMap((story) => story.carts);
  const unique = [...new Map(carts.map((cart) => [cart.id, cart])).values()];
  const found = await eachAtMost(AT_ONCE, unique, async ({ id, token }) => {
    const answer = await reader.asBuyer(`/v1/store/carts/${id}`, token);
    if (answer.status !== 200) return [id, null] as const;
    const { status, lines, order_id } = answer.body as unknown as CartBody;
    return [id, { status, units: sumUnits(lines), orderId: order_id }] as const;
  });
  return new Map(found);
}
type Line = { sku: string; quantity: number };
type CartBody = { status: string; lines: Line[]; order_id: string | null };

/** An open cart has no order, though it may have tried to become one. */
async function readOrders(
  reader: ShopReader,
  carts: ReadonlyMap<string, FoundCart | null>,
): Promise<OrderBook[]> {
  const tried = [...carts].flatMap(([cartId, cart]) =>
    cart?.orderId && cart.status !== "open" ? [{ cartId, id: cart.orderId }] : [],
  );
  const found = await eachAtMost(AT_ONCE, tried, async ({ cartId, id }) => {
    const answer = await reader.asStaff(`/v1/admin/orders/${id}`);
    // Undone meanwhile: the cart is open again.
    return answer.status === 200 ? [readOrder(cartId, answer.body as unknown as OrderBody)] : [];
  });
  return found.flat();
}
type OrderBody = {
  id: string;
  number: string;
  status: string;
  lines: Line[];
  totals: { total: OrderBook["total"] };
  payment: { status: string };
};

function readOrder(cartId: string, { id, number, status, lines, totals, payment }: OrderBody): OrderBook {
  return { id, cartId, number, status, units: sumUnits(lines), total: totals.total, payment: payment.status };
}

/** Newest first, back to the beginning of the sale. */
async function listOrders(
  { reader, sinceMs, isOwnShop }: BooksOptions,
  ours: ReadonlySet<string>,
): Promise<ListedOrder[]> {
  const listed: ListedOrder[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await reader.asStaff(`/v1/admin/orders?limit=100${query}`);
    if (status !== 200) throw new Error(`no list of orders: ${status} ${JSON.stringify(body)}`);
    const page = body as unknown as {
      data: (ListedOrder & { updated_at: string })[];
      next_cursor: string | null;
    };
    listed.push(...page.data.filter(({ id }) => isOwnShop || ours.has(id)));
    const isOlder = page.data.every(({ updated_at }) => Date.parse(updated_at) < sinceMs - CLOCKS_DIFFER_MS);
    cursor = isOlder ? null : page.next_cursor;
  } while (cursor !== null);
  return listed.map(({ id, status, units }) => ({ id, status, units }));
}

function sumUnits(lines: readonly Line[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { sku, quantity } of lines) units[sku] = (units[sku] ?? 0) + quantity;
  return units;
}

async function lookUntil<Value>(
  look: () => Promise<Value>,
  isThere: (value: Value) => boolean,
  untilMs: number,
): Promise<Value> {
  for (;;) {
    const value = await look();
    if (isThere(value) || Date.now() > untilMs) return value;
    await wait(LOOK_EVERY_MS);
  }
}

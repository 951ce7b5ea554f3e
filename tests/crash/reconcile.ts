import { setTimeout as wait } from "node:timers/promises";
import { askStaff, type Body, mustAskStaff } from "./ask-shop.ts";
import { readCart, type Story, type Wanted } from "./buyers.ts";
import type { ShopAccess } from "./shop-process.ts";

const PAUSE_MS = 500;

/** One question about the shop after all the kills: how many were asked about, and what is wrong. */
export type Judgement = { question: string; asked: number; wrong: string[] };

type Order = { id: string; status: string; units: number };

/** Waits until no order is pending and the staff list has every placed one, then holds the shop against the stories. */
export async function reconcile(
  shop: ShopAccess,
  stories: readonly Story[],
  wanted: readonly Wanted[],
  unitsBefore: ReadonlyMap<string, number>,
  withinMs: number,
): Promise<{ judgements: Judgement[]; settledMs: number }> {
  const startMs = Date.now();
  let orders = await readOrders(shop, stories);
  let listed = await listOrders(shop);
  while (Date.now() - startMs < withinMs && !isSettled(orders, listed)) {
    await wait(PAUSE_MS);
    orders = await readOrders(shop, stories);
    listed = await listOrders(shop);
  }
  const settledMs = Date.now() - startMs;

  const judgements = [
    judgeAcknowledged(stories, orders),
    judgePending(orders),
    await judgeCarts(shop, stories),
    judgeList(orders, listed),
    await judgeStock(shop, wanted, orders, stories, unitsBefore),
  ];
  return { judgements, settledMs };
}

function isSettled(orders: ReadonlyMap<string, Order>, listed: ReadonlyMap<string, Body>): boolean {
  return [...orders.values()].every(
    ({ id, status }) => status !== "pending" && (status !== "placed" || listed.get(id)?.status === "placed"),
  );
}

/** What became of every cart that somebody tried to buy, from its partition: exact. Its order's id has the cart's body. */
async function readOrders(shop: ShopAccess, stories: readonly Story[]): Promise<Map<string, Order>> {
  const orders = new Map<string, Order>();
  for (const { cartId, completion } of stories) {
    if (!completion) continue;
    const id = cartId.replace(/^cart_/, "order_");
    const reply = await askStaff(shop, `/v1/admin/orders/${id}`);
    if (reply === "lost") throw new Error(`no answer about ${id}`);
    if (reply.status === 404) continue;
    const lines = reply.body.lines as { quantity: number }[];
    orders.set(id, {
      id,
      status: String(reply.body.status),
      units: lines.reduce((sum, line) => sum + line.quantity, 0),
    });
  }
  return orders;
}

/** The staff's list, from the read model. */
async function listOrders(shop: ShopAccess): Promise<Map<string, Body>> {
  const listed = new Map<string, Body>();
  let cursor: unknown = null;
  do {
    const query = cursor === null ? "" : `&cursor=${encodeURIComponent(String(cursor))}`;
    const page = await mustAskStaff(shop, `/v1/admin/orders?limit=100${query}`);
    for (const order of page.data as Body[]) listed.set(String(order.id), order);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return listed;
}

function judgeAcknowledged(stories: readonly Story[], orders: ReadonlyMap<string, Order>): Judgement {
  const bought = stories.filter(({ completion }) => completion?.status === 201);
  const wrong = bought.flatMap(({ cartId, completion }) => {
    const order = orders.get(completion?.orderId ?? "");
    return order?.status === "placed"
      ? []
      : [`${completion?.orderId} of ${cartId} is ${order?.status ?? "gone"}`];
  });
  return { question: "every order acknowledged with 201 is placed", asked: bought.length, wrong };
}

function judgePending(orders: ReadonlyMap<string, Order>): Judgement {
  const pending = [...orders.values()].filter(({ status }) => status === "pending");
  return {
    question: "every interrupted order was completed or undone",
    asked: orders.size,
    wrong: pending.map(({ id }) => `${id} is pending`),
  };
}

async function judgeCarts(shop: ShopAccess, stories: readonly Story[]): Promise<Judgement> {
  const wrong: string[] = [];
  for (const story of stories) {
    const reply = await readCart(shop, story);
    const lines = reply !== "lost" && reply.status === 200 ? (reply.body.lines as Body[]) : null;
    const units = lines?.reduce((sum, line) => sum + Number(line.quantity), 0);
    if (lines === null) wrong.push(`${story.cartId} is gone`);
    else if (story.isLineKnown && units !== story.line.units)
      wrong.push(`${story.cartId} has ${units} units in place of ${story.line.units}`);
  }
  return { question: "every acknowledged cart and line is there", asked: stories.length, wrong };
}

/** Both ways: nothing placed is missing, nothing listed is unknown or says otherwise. */
function judgeList(orders: ReadonlyMap<string, Order>, listed: ReadonlyMap<string, Body>): Judgement {
  const placed = [...orders.values()].filter(({ status }) => status === "placed");
  const missing = placed
    .filter(({ id }) => listed.get(id)?.status !== "placed")
    .map(({ id }) => `${id} is placed, and ${String(listed.get(id)?.status ?? "missing")} in the list`);
  const strange = [...listed.values()]
    .filter(({ id, status }) => status === "placed" && orders.get(String(id))?.status !== "placed")
    .map(({ id }) => `${String(id)} is listed as placed, and nobody bought it`);
  return {
    question: "the staff list has exactly the placed orders",
    asked: placed.length,
    wrong: [...missing, ...strange],
  };
}

async function judgeStock(
  shop: ShopAccess,
  wanted: readonly Wanted[],
  orders: ReadonlyMap<string, Order>,
  stories: readonly Story[],
  unitsBefore: ReadonlyMap<string, number>,
): Promise<Judgement> {
  const wrong: string[] = [];
  for (const { sku } of wanted) {
    const sold = stories
      .filter(({ line }) => line.sku === sku)
      .map(({ cartId }) => orders.get(cartId.replace(/^cart_/, "order_")))
      .reduce((sum, order) => sum + (order?.status === "placed" ? order.units : 0), 0);
    const onHand = unitsBefore.get(sku) ?? 0;
    const expected = { balanced: true, on_hand: onHand, held: 0, committed: sold, available: onHand - sold };
    const audit = await mustAskStaff(shop, `/v1/admin/stock/${sku}/audit`);
    for (const [field, value] of Object.entries(expected)) {
      if (audit[field] !== value) wrong.push(`${sku}: ${field} is ${String(audit[field])}, not ${value}`);
    }
  }
  return { question: "the stock of every SKU adds up, nothing is held", asked: wanted.length, wrong };
}

import { placed, unitsOf } from "./books.ts";
import { count, type Judge } from "./judgement.ts";

/** ORD-1, IDP-1 One key makes one thing, one cart at most one order, and every order has its own number and buyer. */
export const judgeDuplicates: Judge = ({ stories, books }) => {
  const wrong: string[] = [];
  for (const { buyer, carts, told } of stories) {
    const cartIds = new Set(carts.map(({ id }) => id));
    if (cartIds.size > 1) wrong.push(`buyer ${buyer} got ${cartIds.size} carts under one key`);
    const orderIds = new Set(told.map(({ id }) => id));
    if (orderIds.size > 1) wrong.push(`buyer ${buyer} got ${orderIds.size} orders for one cart`);
  }
  const orders = placed(books);
  const told = stories.flatMap(({ buyer, told: of }) => of.map(({ id }) => ({ of: id, by: String(buyer) })));
  const ordered = orders.map(({ id, cartId }) => ({ of: cartId, by: id }));
  const numbers = books.orders.map(({ id, number }) => ({ of: number, by: id }));
  wrong.push(...sharedBySeveral(told).map((id) => `${id} was shown to several buyers`));
  wrong.push(...sharedBySeveral(ordered).map((id) => `${id} became several orders`));
  wrong.push(...sharedBySeveral(numbers).map((number) => `${number} is the number of several orders`));
  const repeated = stories.filter(({ told: of }) => of.length > 1).length;
  const found = `${wrong.length} among ${count(orders.length, "order")}; ${count(repeated, "buyer")} heard of theirs more than once`;
  return { name: "duplicate orders", wrong, found };
};

/** What a buyer was told to be bought is bought, for ever. */
export const judgeLostOrders: Judge = ({ stories, books }) => {
  const known = new Map(books.orders.map((order) => [order.id, order]));
  const told = stories.flatMap(({ buyer, told: of }) =>
    [...new Set(of.filter(({ status }) => status === "placed").map(({ id }) => id))].map((id) => ({
      buyer,
      id,
    })),
  );
  const wrong = told.flatMap(({ buyer, id }) => {
    const status = known.get(id)?.status;
    return status === "placed" ? [] : [`${id} of buyer ${buyer} is ${status ?? "gone"}`];
  });
  return {
    name: "acknowledged orders lost",
    wrong,
    found: `${wrong.length} of ${told.length.toLocaleString("en-US")}`,
  };
};

/** A cart and every line of it that was acknowledged are there, whether or not it was bought. */
export const judgeLostCarts: Judge = ({ stories, books }) => {
  const wrong = stories.flatMap(({ buyer, wants, carts: [cart], linesKnown }) => {
    if (!cart) return [];
    const found = books.carts.get(cart.id);
    if (!found) return [`${cart.id} of buyer ${buyer} is gone`];
    const units = wants.slice(0, linesKnown).reduce((sum, want) => sum + want.units, 0);
    return unitsOf(found) < units ? [`${cart.id} has ${unitsOf(found)} of ${units} units`] : [];
  });
  const found = `${wrong.length} of ${books.carts.size.toLocaleString("en-US")}`;
  return { name: "acknowledged carts lost", wrong, found };
};

/** ORD-3 Every checkout that began has ended, whoever walked away from it. */
export const judgeUnfinished: Judge = ({ books }) => {
  const wrong = books.orders.filter(({ status }) => status === "pending").map(({ id }) => `${id} is pending`);
  return { name: "unfinished checkouts", wrong, found: `${count(wrong.length, "order")} pending` };
};

/** EVT-1 The staff's list and the orders themselves say the same, both ways. */
export const judgeList: Judge = ({ books }) => {
  const orders = placed(books);
  const exact = new Map(orders.map((order) => [order.id, order]));
  const listed = new Map(books.listed.map((order) => [order.id, order]));
  const wrong = [
    ...orders.filter(({ id }) => !listed.has(id)).map(({ id }) => `${id} is not listed`),
    ...[...listed.values()].flatMap(({ id, status, units }) => {
      const order = exact.get(id);
      if (!order) return status === "placed" ? [`${id} is listed as placed, and nobody bought it`] : [];
      if (status !== "placed") return [`${id} is listed as ${status}`];
      return units === unitsOf(order) ? [] : [`${id} is listed with ${units} units, not ${unitsOf(order)}`];
    }),
  ];
  const shown = [...listed.values()].filter(({ status }) => status === "placed").length;
  return { name: "staff list differs", wrong, found: `${shown} listed, ${orders.length} placed` };
};

/** What belongs to more than one. */
function sharedBySeveral(pairs: readonly { of: string; by: string }[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { of, by } of pairs) owners.set(of, (owners.get(of) ?? new Set()).add(by));
  return [...owners].filter(([, by]) => by.size > 1).map(([of]) => of);
}

import type { holdCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type { HeldView, HoldCartResult } from "../../../contracts/rpc/orders.ts";
import type { HoldStockResult } from "../../../contracts/rpc/stock.ts";
import { EXTENDED_TIMES_MAX } from "../../../domain/checkout/hold-early.ts";
import { isSamePlace } from "../../../domain/inventory/stock-place.ts";
import { type RecordId, showCartId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { cartClosed } from "../cart/edit-cart.ts";
import { iso } from "../cart/encode-cart.ts";
import { type OpenCart, openCart } from "../cart/open-cart.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";
import { placeOfHold } from "../shop.ts";
import { hotItems } from "../stock/hot-items.ts";
import { soldOut } from "../stock/sold-out-memo.ts";
import { sourcingFor } from "./hold-terms.ts";
import { insufficientStock, missingItems, saleLimited } from "./shortages.ts";

type Logged = Extract<HoldCartResult, { kind: "hold" }>;
type Leg = Logged["legs"][number];
type Asked = { leg: Leg; answer: HoldStockResult };

/** Under a new name each: an item that moves, or a hold that ends between two clocks, is asked for anew. */
const TRIES_MAX = 5;

/** The hold is logged by the cart before stock is asked; what was refused is forgotten again. */
export async function holdCart({
  params,
  headers,
  body,
  actor,
  client,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, actor, params.id, headers["x-cart-token"]);
  const holdForMs = readCheckoutSettings(env).HOLD_FOR_MS;
  const extend = body.extend ?? false;
  // HLD-5 Whoever has a secret key is trusted not to hoard.
  const asker = actor.kind === "publishable" ? client : null;

  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const spreads = hotItems.all(Date.now());
    const logged = await cart.orders.hold({ ...cart.ref, holdForMs, extend, asker, spreads });
    if (logged.kind !== "hold") throw holdProblem(logged);
    if (logged.what === "extended") await extendAll(env, logged, holdForMs);

    const asked = await Promise.all(
      logged.legs.map(async (leg) => ({ leg, answer: await askStock(env, cart, logged, leg, asker) })),
    );
    if (asked.every(({ answer }) => answer.kind === "granted")) {
      await release(
        env,
        cart.ref.id,
        logged.replaces.filter((old) => !isReplaced(logged, old)),
      );
      const expires_at = iso(logged.expiresAtMs);
      return { status: 201, body: { cart_id: showCartId(cart.ref.id as RecordId), expires_at } };
    }

    // Only the one who took the hold off the cart may give it back: a checkout may be pinning it right now.
    const dropped = await cart.orders.dropHold({ id: cart.ref.id, holdId: logged.legs[0]?.holdId ?? "" });
    // One refusal releases the others: all lines or none.
    const granted = asked.filter(({ answer }) => answer.kind === "granted").map(({ leg }) => leg);
    if (dropped) await release(env, cart.ref.id, granted);
    const answers = asked.map(({ answer }) => answer);
    for (const answer of answers) learn(answer);
    if (!answers.some((answer) => answer.kind === "ended" || answer.kind === "moved"))
      throw await refused(cart, asked);
  }
  throw problem("service_unavailable");
}

/** Names no buyer: anybody may type somebody's e-mail address, and would use up what is left to them (INV-8). */
async function askStock(
  env: CheckoutEnv,
  cart: OpenCart,
  logged: Logged,
  leg: Leg,
  asker: string | null,
): Promise<HoldStockResult> {
  const [stock, sourcing] = await Promise.all([
    placeOfHold(env, leg.place, leg.items),
    sourcingFor(env, logged),
  ]);
  return stock.hold({
    holdId: leg.holdId,
    reference: cart.ref.id,
    items: leg.items,
    expiresAtMs: logged.expiresAtMs,
    pin: false,
    replaces: logged.replaces.filter((old) => isAt(old, leg)).map(({ holdId, items }) => ({ holdId, items })),
    seen: leg.seen,
    sourcing,
    asker,
  });
}

/** HLD-4 What stock does not extend any more is found out by asking for it. */
async function extendAll(env: CheckoutEnv, logged: Logged, holdForMs: number): Promise<void> {
  await Promise.all(
    logged.legs.map(async ({ place, holdId, items }) =>
      (await placeOfHold(env, place, items)).extend({
        holdId,
        items,
        expiresAtMs: logged.expiresAtMs,
        lastMs: holdForMs * EXTENDED_TIMES_MAX,
      }),
    ),
  );
}

/** Should we die here, it lapses by itself. */
async function release(env: CheckoutEnv, reference: string, holds: readonly HeldView[]): Promise<void> {
  await Promise.all(
    holds.map(async ({ place, holdId, items }) =>
      (await placeOfHold(env, place, items)).release({ holdId, reference, items }),
    ),
  );
}

function isReplaced(logged: Logged, old: HeldView): boolean {
  return logged.legs.some((leg) => isAt(old, leg));
}

function isAt(one: HeldView, other: HeldView): boolean {
  return isSamePlace(one, other);
}

function learn(answer: HoldStockResult): void {
  if (answer.kind === "moved") hotItems.learn(answer.spreads, Date.now());
  if (answer.kind === "insufficient") soldOut.learn(answer.shortages, Date.now());
}

async function refused(cart: OpenCart, asked: readonly Asked[]) {
  const read = await cart.orders.read(cart.ref);
  const lines = read.kind === "record" ? read.record.lines : [];
  const limits = asked.flatMap(({ answer }) => (answer.kind === "limited" ? answer.limits : []));
  if (limits.some(({ limit }) => limit !== "early_holds")) return saleLimited(limits, lines);
  if (limits.length > 0) {
    const [fewest = 0] = limits.map(({ allowed }) => allowed).sort((a, b) => a - b);
    return problem("hold_limit_reached", { members: { allowed: fewest > 0 ? fewest : 0 } });
  }
  const shortages = asked.flatMap(({ leg, answer }) => {
    if (answer.kind === "insufficient") return answer.shortages;
    return answer.kind === "unknown_items" ? missingItems(leg.items, answer.itemIds) : [];
  });
  return insufficientStock(shortages, lines);
}

function holdProblem(refusal: Exclude<HoldCartResult, { kind: "hold" }>) {
  switch (refusal.kind) {
    case "missing":
      return problem("not_found");
    case "closed":
      return cartClosed(refusal.record);
    case "in_progress":
      return problem("request_in_progress", { detail: "The cart is being bought." });
    case "empty":
      return problem("cart_incomplete", { errors: [{ pointer: "/lines", detail: "is empty" }] });
    case "too_many_holds":
      return problem("hold_limit_reached", { members: { allowed: refusal.allowed } });
  }
}

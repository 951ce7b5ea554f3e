import type { holdCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type { HoldCartResult } from "../../../contracts/rpc/orders.ts";
import type { HoldStockResult } from "../../../contracts/rpc/stock.ts";
import { type RecordId, showCartId } from "../../../domain/kernel/record-id.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { cartClosed } from "../cart/edit-cart.ts";
import { iso } from "../cart/encode-cart.ts";
import { openCart } from "../cart/open-cart.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";
import { stockAt } from "../shop.ts";
import { insufficientStock } from "./shortages.ts";

type Logged = Extract<HoldCartResult, { kind: "hold" }>;
type Leg = Logged["legs"][number];

/** The hold is logged by the cart before stock is asked; what was refused is forgotten again. */
export async function holdCart({
  params,
  headers,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const cart = await openCart(env, params.id, headers["x-cart-token"]);
  const holdForMs = readCheckoutSettings(env).HOLD_FOR_MS;

  for (let attempt = 0; attempt < 2; attempt += 1) {
    const logged = await cart.orders.hold({ ...cart.ref, holdForMs });
    if (logged.kind !== "hold") throw holdProblem(logged);

    const answers = await Promise.all(logged.legs.map((leg) => askStock(env, logged, leg)));
    if (answers.every((answer) => answer.kind === "granted")) {
      await releaseVanished(env, logged);
      const body = { cart_id: showCartId(logged.record.id as RecordId), expires_at: iso(logged.expiresAtMs) };
      return { status: 201, body };
    }

    // Only the one who took the hold off the cart may give it back: a checkout may be pinning it right now.
    const dropped = await cart.orders.dropHold({ id: cart.ref.id, holdId: logged.legs[0]?.holdId ?? "" });
    if (dropped) await giveBack(env, logged, answers);
    // An earlier hold of the same name ended between two clocks: once more, under a new name.
    if (!answers.some((answer) => answer.kind === "ended")) throw refused(logged, answers);
  }
  throw problem("service_unavailable");
}

async function askStock(env: CheckoutEnv, logged: Logged, leg: Leg): Promise<HoldStockResult> {
  const stock = await stockAt(env, leg.partition);
  return stock.hold({
    holdId: leg.holdId,
    reference: logged.record.id,
    items: leg.items,
    expiresAtMs: logged.expiresAtMs,
    pin: false,
    replaces: logged.replaces
      .filter((earlier) => earlier.partition === leg.partition)
      .map(({ holdId, items }) => ({ holdId, items })),
  });
}

/** One refusal releases the others: all lines or none. */
async function giveBack(
  env: CheckoutEnv,
  logged: Logged,
  answers: readonly HoldStockResult[],
): Promise<void> {
  const granted = logged.legs.filter((_, index) => answers[index]?.kind === "granted");
  await Promise.all(
    granted.map(async ({ partition, holdId, items }) =>
      (await stockAt(env, partition)).release({ holdId, reference: logged.record.id, items }),
    ),
  );
}

/** What the hold before kept in partitions that the cart no longer needs; should we die here, it lapses by itself. */
async function releaseVanished(env: CheckoutEnv, logged: Logged): Promise<void> {
  const vanished = logged.replaces.filter(
    (old) => !logged.legs.some((leg) => leg.partition === old.partition),
  );
  await Promise.all(
    vanished.map(async ({ partition, holdId, items }) =>
      (await stockAt(env, partition)).release({ holdId, reference: logged.record.id, items }),
    ),
  );
}

function refused(logged: Logged, answers: readonly HoldStockResult[]) {
  const shortages = answers.flatMap((answer, index) => {
    if (answer.kind === "insufficient") return answer.shortages;
    if (answer.kind !== "unknown_items") return [];
    const items = logged.legs[index]?.items ?? [];
    // Never stocked: the partition keeps no such item, so there is nothing to wait for.
    return items
      .filter((item) => answer.itemIds.includes(item.itemId))
      .map(({ itemId, units }) => ({ itemId, asked: units, available: 0, mayReturn: false }));
  });
  return insufficientStock(shortages, logged.record.lines);
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

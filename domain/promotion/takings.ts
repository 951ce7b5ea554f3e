import type { RoundingPolicy } from "../money/rounding-policy.ts";
import { type CartColumns, layOutCart } from "./cart-columns.ts";
import { type DividingRoom, divideOver } from "./divide-over.ts";
import { portionOf, portionOfUnits, shareOfUnits } from "./portion-of.ts";
import type { PromotionAsk } from "./promotion-ask.ts";

/** What one promotion is about to take: a row of the cart at most once, in columns of which the first `count` are filled. */
export type Takings = {
  count: number;
  readonly row: Int32Array;
  readonly units: Float64Array;
  /** What is left of those units. */
  readonly base: Float64Array;
  readonly amount: Float64Array;
};

/** All that an action needs to know of the cart it is applied to. */
export type Scene = {
  readonly currency: string;
  readonly rounding: Pick<RoundingPolicy, "mode" | "per">;
  readonly cart: CartColumns;
  readonly takings: Takings;
  /** Room to reckon in, a place per row of the cart: trying a plan makes no garbage. */
  readonly roles: Uint8Array;
  readonly used: Float64Array;
  readonly leftAsAsked: Float64Array;
  readonly dividing: DividingRoom;
};

export function setScene(ask: PromotionAsk): Scene {
  const cart = layOutCart(ask);
  const column = () => new Float64Array(cart.lines.length);
  return {
    currency: ask.currency,
    rounding: ask.rounding,
    cart,
    takings: {
      count: 0,
      row: new Int32Array(cart.lines.length),
      units: column(),
      base: column(),
      amount: column(),
    },
    roles: new Uint8Array(cart.lines.length),
    used: column(),
    leftAsAsked: column(),
    dividing: { remainders: column(), sorted: column() },
  };
}

/** Puts so many units of a line on the table; their base is their share of what is left of it. */
export function lay({ cart, takings }: Scene, row: number, units: number): void {
  const base = shareOfUnits(cart.left[row] ?? 0, units, cart.quantity[row] ?? 1);
  if (base === 0) return;
  takings.row[takings.count] = row;
  takings.units[takings.count] = units;
  takings.base[takings.count] = base;
  takings.count += 1;
}

/** All units of all the lines. */
export function layAll(scene: Scene, rows: Int32Array): void {
  for (const row of rows) lay(scene, row, scene.cart.quantity[row] ?? 1);
}

/** PRM-5 A part of what is on the table, each line in proportion. A cap on what may be taken is kept by the caller. */
export function takeWhole({ takings, dividing }: Scene, whole: number): void {
  divideOver(whole, takings.base, takings.count, takings.amount, dividing);
}

/** PRM-4 A portion of what is on the table, rounded per unit, per line or once, as the shop's policy says (as `portionsOfLines`). */
export function takePortion(scene: Scene, ratePpm: number): number {
  const { takings, rounding } = scene;
  const { mode, per } = rounding;
  const { count, base, units, amount } = takings;
  if (per === "order") {
    const whole = portionOf(sumOf(base, count), ratePpm, mode);
    takeWhole(scene, whole);
    return whole;
  }
  for (let at = 0; at < count; at += 1) {
    const of = base[at] ?? 0;
    amount[at] =
      per === "line" ? portionOf(of, ratePpm, mode) : portionOfUnits(of, units[at] ?? 1, ratePpm, mode);
  }
  return sumOf(amount, count);
}

export function sumOf(column: Float64Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += column[at] ?? 0;
  return sum;
}

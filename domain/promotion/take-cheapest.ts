import { lay, type Scene, takePortion } from "./takings.ts";

/** For each `buyUnits` of one kind of lines, `getUnits` of another at a rate off. */
export type BuyAndGet = {
  readonly buyUnits: number;
  readonly getUnits: number;
  readonly ratePpm: number;
  readonly setsMax: number | null;
};

const BUY = 1;
const GET = 2;
const BOTH = BUY | GET;

/**
 * PRM-10 Buy X, get Y: as many whole sets as the cart's units make, none of them counted both as bought and as got. Of the
 * units that may be got the cheapest are, before discounts, so what is bought is what is dearer. Says how many sets;
 * null where there is not one.
 */
export function takeCheapest(
  scene: Scene,
  deal: BuyAndGet,
  buyRows: Int32Array,
  getRows: Int32Array,
): number | null {
  const { cart, roles } = scene;
  let onlyBuy = 0;
  let onlyGet = 0;
  let both = 0;
  roles.fill(0);
  for (const row of buyRows) {
    roles[row] = BUY;
    onlyBuy += cart.quantity[row] ?? 0;
  }
  for (const row of getRows) {
    const units = cart.quantity[row] ?? 0;
    if (roles[row] === 0) onlyGet += units;
    else {
      both += units;
      onlyBuy -= units;
    }
    roles[row] = (roles[row] ?? 0) | GET;
  }

  const { buyUnits, getUnits, ratePpm, setsMax } = deal;
  const sets = Math.min(
    setsMax ?? Infinity,
    Math.floor((onlyBuy + both) / buyUnits),
    Math.floor((onlyGet + both) / getUnits),
    Math.floor((onlyBuy + onlyGet + both) / (buyUnits + getUnits)),
  );
  if (sets === 0) return null;

  // Units that would do for both stay with what is bought as far as the rest of it does not suffice.
  const boughtOfBoth = sets * buyUnits > onlyBuy ? sets * buyUnits - onlyBuy : 0;
  layCheapest(scene, sets * getUnits, both - boughtOfBoth);
  takePortion(scene, ratePpm);
  return sets;
}

/** The cheapest units that may be got, and of those that would do for both no more than are to spare. */
function layCheapest(scene: Scene, toGet: number, toSpare: number): void {
  const { cart, roles } = scene;
  let missing = toGet;
  let spare = toSpare;
  for (let at = 0; missing > 0 && at < cart.byPrice.length; at += 1) {
    const row = cart.byPrice[at] ?? 0;
    const role = roles[row] ?? 0;
    if ((role & GET) === 0) continue;
    const quantity = cart.quantity[row] ?? 0;
    const most = role === BOTH && spare < quantity ? spare : quantity;
    const units = most < missing ? most : missing;
    if (units === 0) continue;
    if (role === BOTH) spare -= units;
    missing -= units;
    lay(scene, row, units);
  }
}

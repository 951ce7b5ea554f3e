import { lay, type Scene, sumOf, takeWhole } from "./takings.ts";

/** The lines of each set, and how many units of it one bundle takes. */
export type BundleSet = { readonly rows: Int32Array; readonly units: number };

/** Walks through the lines of one set, the dearest first; those before `at` are used up. */
type Walker = { readonly units: number; readonly rows: number[]; at: number };

/** Which lines the next bundle takes units of, and what they come to. */
type Bundle = { count: number; readonly rows: number[]; readonly units: number[]; worth: number };

/**
 * PRM-11 Units of several sets together for one price. A line belongs to the first set that has it. Bundles are made of
 * the dearest units, before discounts, as long as what is left of one comes to more than its price. Says how many; null
 * where the cart does not make a single one.
 */
export function takeBundlePrice(
  scene: Scene,
  sets: readonly BundleSet[],
  price: number,
  setsMax: number | null,
): number | null {
  const { takings, used } = scene;
  const walkers = walkersOf(scene, sets);
  const most = setsMax ?? Infinity;
  const bundle: Bundle = { count: 0, rows: [], units: [], worth: 0 };
  used.fill(0);

  let bundles = 0;
  while (bundles < most) {
    if (!fillBundle(scene, walkers, bundle)) {
      if (bundles === 0) return null;
      break;
    }
    if (bundle.worth <= price) break;
    bundles += useUp(scene, bundle, most - bundles);
  }

  for (let row = 0; row < used.length; row += 1) {
    const units = used[row] ?? 0;
    if (units > 0) lay(scene, row, units);
  }
  takeWhole(scene, sumOf(takings.base, takings.count) - bundles * price);
  return bundles;
}

function walkersOf({ cart, roles }: Scene, sets: readonly BundleSet[]): Walker[] {
  roles.fill(0);
  const walkers: Walker[] = [];
  for (const { rows, units } of sets) {
    walkers.push({ units, rows: [], at: 0 });
    for (const row of rows) if (roles[row] === 0) roles[row] = walkers.length;
  }
  for (let at = cart.byPrice.length - 1; at >= 0; at -= 1) {
    const row = cart.byPrice[at] ?? 0;
    const role = roles[row] ?? 0;
    if (role > 0) walkers[role - 1]?.rows.push(row);
  }
  return walkers;
}

/** Whether there are units enough for one more. */
function fillBundle({ cart, used }: Scene, walkers: readonly Walker[], bundle: Bundle): boolean {
  bundle.count = 0;
  bundle.worth = 0;
  for (const walker of walkers) {
    let missing = walker.units;
    for (let at = walker.at; missing > 0; at += 1) {
      const row = walker.rows[at];
      if (row === undefined) return false;
      const quantity = cart.quantity[row] ?? 1;
      const free = quantity - (used[row] ?? 0);
      if (free === 0) {
        walker.at = at + 1;
        continue;
      }
      const units = free < missing ? free : missing;
      bundle.rows[bundle.count] = row;
      bundle.units[bundle.count] = units;
      bundle.count += 1;
      bundle.worth += units * Math.floor((cart.left[row] ?? 0) / quantity);
      missing -= units;
    }
  }
  return true;
}

/** The same bundle is made again as long as none of its lines runs out, so quantities cost nothing. Says how often. */
function useUp({ cart, used }: Scene, { count, rows, units }: Bundle, most: number): number {
  let times = most;
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    const lasts = Math.floor(((cart.quantity[row] ?? 0) - (used[row] ?? 0)) / (units[at] ?? 1));
    if (lasts < times) times = lasts;
  }
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    used[row] = (used[row] ?? 0) + times * (units[at] ?? 0);
  }
  return times;
}

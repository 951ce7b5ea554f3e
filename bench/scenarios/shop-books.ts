import { setTimeout as wait } from "node:timers/promises";
import { AUDITOR } from "../../tools/local-shop/souk-workers.ts";
import { auditItem, type BenchShop } from "../souk/bench-shop.ts";

const SETTLES_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** What buyers were told so far. The shop's own books must say the same. */
export class ShopBooks {
  readonly #shop: BenchShop;
  placed = 0;
  held = 0;

  constructor(shop: BenchShop) {
    this.#shop = shop;
  }

  /** Waits for what follows an answer (commits, events, the read model), then holds everything against everything. */
  async findFaults(): Promise<string[]> {
    const projected = await settled(
      () => this.#projected(),
      (rows) => rows >= this.placed,
    );
    const units = await settled(
      () => this.#units(),
      ({ committed }) => committed >= this.placed,
    );
    const charged = await this.#charged();

    const faults: string[] = [];
    if (projected !== this.placed) faults.push(`${this.placed} purchases, ${projected} in the read model`);
    if (charged !== this.placed) faults.push(`${this.placed} purchases, ${charged} charged`);
    if (units.committed !== this.placed)
      faults.push(`${this.placed} purchases, ${units.committed} units committed`);
    if (units.held !== this.held) faults.push(`${this.held} holds granted, ${units.held} units held`);
    if (units.faulty.length > 0) faults.push(`audit not balanced: ${units.faulty.slice(0, 5).join(", ")}`);
    return faults;
  }

  async #projected(): Promise<number> {
    const [row] = await this.#shop.server.sql<{ n: number }>(
      "souk-orders",
      "DB",
      "SELECT COUNT(*) AS n FROM orders WHERE status = 'placed'",
    );
    return row?.n ?? 0;
  }

  async #charged(): Promise<number> {
    const answer = await fetch(new URL("/paid", this.#shop.server.urlOf(AUDITOR)));
    return ((await answer.json()) as { paid: number }).paid;
  }

  /** All items, one audit each. */
  async #units(): Promise<{ held: number; committed: number; faulty: string[] }> {
    const sum = { held: 0, committed: 0, faulty: [] as string[] };
    for (const item of this.#shop.items) {
      const { balanced, on_hand, held, committed, available } = await auditItem(this.#shop, item);
      sum.held += held;
      sum.committed += committed;
      const adds = available === on_hand - held - committed && available >= 0 && on_hand === item.units;
      if (!balanced || !adds) sum.faulty.push(item.sku);
    }
    return sum;
  }
}

async function settled<Value>(
  look: () => Promise<Value>,
  isThere: (value: Value) => boolean,
): Promise<Value> {
  const endAtMs = Date.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const value = await look();
    if (isThere(value) || Date.now() > endAtMs) return value;
    await wait(LOOK_EVERY_MS);
  }
}

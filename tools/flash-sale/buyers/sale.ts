import { setTimeout as wait } from "node:timers/promises";
import type { Goods, Market } from "../goods/goods.ts";
import type { BuyerPlan } from "./buyer-plan.ts";
import { Door } from "./door.ts";
import type { Storefront } from "./storefront.ts";
import type { Traffic } from "./traffic.ts";

/** Units that a buyer took may come back this long after the last hold ended: a checkout may have to be taken over. */
const RETURN_WITHIN_MS = 45_000;

export type SaleOptions = {
  /** Tells this sale's requests from those of every other one: part of each Idempotency-Key. */
  run: string;
  store: Storefront;
  goods: Goods[];
  market: Market;
  inFlightMax: number;
  /** What a buyer does whom the shop gave no answer: ask again, once it resolves, or never come back. */
  onSilence(plan: BuyerPlan): Promise<boolean>;
  /** How long after the beginning anybody still waits for units; null for as long as some may come back. */
  patienceMs: number | null;
};

/** What all buyers of a sale share: the shop, what is sold there, the door, and how long units may still come back. */
export class Sale {
  readonly run: string;
  readonly store: Storefront;
  readonly goods: Goods[];
  readonly market: Market;
  readonly onSilence: SaleOptions["onSilence"];
  readonly #door: Door;
  readonly #patienceMs: number | null;
  readonly #beganAtMs = Date.now();
  #takenUntilMs = Date.now();
  readonly #outside = new Set<{ backAtMs: number }>();

  constructor({ run, store, goods, market, inFlightMax, onSilence, patienceMs }: SaleOptions) {
    this.run = run;
    this.store = store;
    this.goods = goods;
    this.market = market;
    this.onSilence = onSilence;
    this.#door = new Door(inFlightMax);
    this.#patienceMs = patienceMs;
  }

  get traffic(): Traffic {
    return this.store.traffic;
  }

  /** Buyers at the counter, those who were told to come back later, and when the first of them does. */
  get buyers(): { inside: number; waiting: number; nextBackAtMs: number | null } {
    let nextBackAtMs: number | null = null;
    for (const { backAtMs } of this.#outside) {
      if (nextBackAtMs === null || backAtMs < nextBackAtMs) nextBackAtMs = backAtMs;
    }
    return { inside: this.#door.inFlight, waiting: this.#outside.size, nextBackAtMs };
  }

  /** Some buyer has units now, or may have them until then. */
  noteTaken(untilMs = Date.now()): void {
    if (untilMs > this.#takenUntilMs) this.#takenUntilMs = untilMs;
  }

  /** When everything that was taken and not bought must have come back. */
  get unitsBackByMs(): number {
    return this.#takenUntilMs + RETURN_WITHIN_MS;
  }

  get isWorthWaiting(): boolean {
    const isPatient = this.#patienceMs === null || Date.now() < this.#beganAtMs + this.#patienceMs;
    return isPatient && Date.now() < this.unitsBackByMs;
  }

  async admit<Value>(visit: () => Promise<Value>): Promise<Value> {
    await this.#door.enter();
    try {
      return await visit();
    } finally {
      this.#door.leave();
    }
  }

  /** For somebody inside: steps out for so long, and queues again. */
  async comeBackAfter(ms: number): Promise<void> {
    const buyer = { backAtMs: Date.now() + ms };
    this.#outside.add(buyer);
    this.#door.leave();
    await wait(ms);
    this.#outside.delete(buyer);
    await this.#door.enter();
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Balance } from "../hold/balance.ts";
import { commitHold } from "../hold/commit-hold.ts";
import { type Hold, stateAt } from "../hold/hold.ts";
import { holdUnits } from "../hold/hold-units.ts";
import { releaseHold } from "../hold/release-hold.ts";
import type { Transition } from "../hold/transition.ts";
import type { OrderRecord } from "../order/record.ts";
import { advance } from "./advance.ts";
import { begun, lineIn, openRecord } from "./attempt.fixtures.ts";
import { isInFlight } from "./attempt.ts";
import type { Fact } from "./facts.ts";
import { type Command, planOf } from "./plan-of.ts";

type Start = { units: number[]; wants: number[]; early: number[] };

/**
 * One attempt against a stock and a provider that keep their own books, run by executors that crash, repeat, lose
 * answers and act on old plans. Whatever happens: stock and money end where the order says they are.
 */
class World {
  record: OrderRecord;
  readonly stock = [0, 1].map(() => ({
    balance: { total: 0, held: 0, committed: 0, granted: 0, safety: 0, allowance: 0 } as Balance,
    holds: new Map<string, Hold>(),
  }));
  payment: "none" | "created" | "pending" | "paid" | "declined" | "cancelled" | "refunded" = "none";
  /** What two executors may still do: plans they were given, some of them long outdated. */
  readonly inHand: Command[] = [];
  /** The provider took money for what it had called cancelled: the one case in which stock may go while it is paid. */
  isLateMoney = false;
  readonly unreported: Fact[] = [];

  constructor({ units, wants, early }: Start) {
    for (const [partition, total] of units.entries()) {
      const shelf = this.shelf(partition);
      const held = Math.min(early[partition] ?? 0, total);
      shelf.balance = { ...shelf.balance, total, held };
      if (held === 0) continue;
      const holdId = `early.${partition}`;
      const still = { sinceMs: 0, expiresAtMs: null, committed: 0, steps: [] };
      shelf.holds.set(holdId, { holdId, units: held, state: "held", ...still });
    }
    const lines = wants.flatMap((quantity, partition) => (quantity > 0 ? [lineIn(partition, quantity)] : []));
    const legs = this.stock.flatMap(({ holds }, partition) =>
      [...holds.values()].map((hold) => ({
        place: { partition, shard: null },
        holdId: hold.holdId,
        items: [{ itemId: lineIn(partition).itemId, units: hold.units }],
        seen: [],
      })),
    );
    const earlyHold = legs.length === 0 ? null : { legs, sinceMs: 0, expiresAtMs: 1_000_000 };
    this.record = begun({ ...openRecord(lines), earlyHold });
    this.takePlan();
  }

  takePlan(): void {
    const attempt = this.record.attempts[0];
    if (!attempt) return;
    // The stages matter: an executor goes on only after a success, so the next stage is taken by a later step.
    this.inHand.push(...(planOf(attempt)[0] ?? []));
  }

  /** Another executor is told to take over. */
  handOut(): void {
    const attempts = this.record.attempts.map((attempt) =>
      isInFlight(attempt) ? { ...attempt, handouts: attempt.handouts + 1 } : attempt,
    );
    this.record = { ...this.record, attempts };
  }

  /** Whoever reports news goes on with the plan that answers it; whoever reports none stops. */
  report(facts: readonly Fact[]): void {
    const { record, applied } = advance(this.record, 1, facts, 1);
    this.record = record;
    if (applied.length > 0) this.takePlan();
  }

  act(command: Command, providerSays: "paid" | "declined" | "pending"): Fact {
    switch (command.kind) {
      case "hold_stock": {
        const shelf = this.shelf(command.place.partition);
        const kept = { balance: shelf.balance, holds: new Map(shelf.holds) };
        for (const { holdId } of command.replaces) {
          const released = releaseHold(
            shelf.balance,
            shelf.holds.get(holdId) ?? null,
            { holdId, units: 1 },
            0,
          );
          if (released.ok) this.keep(shelf, released.value);
        }
        const held = holdUnits(
          shelf.balance,
          shelf.holds.get(command.holdId) ?? null,
          { holdId: command.holdId, units: command.items[0]?.units ?? 1, expiresAtMs: null, pin: true },
          0,
        );
        if (held.ok) this.keep(shelf, held.value);
        else Object.assign(shelf, kept);
        if (held.ok) return { kind: "stock_held", holdId: command.holdId };
        if (held.refusal.code === "hold_ended") return { kind: "hold_ended", holdId: command.holdId };
        return { kind: "stock_refused", holdId: command.holdId, shortages: [] };
      }
      case "commit_stock": {
        const shelf = this.shelf(command.place.partition);
        const committed = commitHold(
          shelf.balance,
          shelf.holds.get(command.holdId) ?? null,
          command.items[0]?.units ?? 1,
          0,
        );
        if (!committed.ok) throw new Error(`a commit was refused: ${committed.refusal.code}`);
        this.keep(shelf, committed.value);
        return { kind: "stock_committed", holdId: command.holdId };
      }
      case "release_stock": {
        const shelf = this.shelf(command.place.partition);
        const released = releaseHold(
          shelf.balance,
          shelf.holds.get(command.holdId) ?? null,
          { holdId: command.holdId, units: 1 },
          0,
        );
        if (!released.ok) throw new Error("committed stock was released");
        const isOpen = this.payment === "pending" || (this.payment === "paid" && !this.isLateMoney);
        const isSold = this.record.attempts[0]?.state === "placed";
        const frees = released.value.changed && shelf.holds.get(command.holdId)?.state === "pinned";
        if (frees && isOpen && !isSold && this.record.attempts[0]?.state !== "refunding") {
          throw new Error(`stock was released while the payment was ${this.payment}`);
        }
        this.keep(shelf, released.value);
        return { kind: "stock_released", holdId: command.holdId };
      }
      case "create_payment":
        if (this.payment === "none") this.payment = "created";
        return { kind: "payment_created", paymentId: "pay" };
      case "confirm_payment":
        if (this.payment === "created") this.payment = providerSays;
        return this.tell();
      case "retrieve_payment":
        return this.tell();
      case "cancel_payment":
        if (this.payment === "created" || this.payment === "pending") this.payment = "cancelled";
        return this.tell();
      case "refund_payment":
        if (this.payment === "paid") this.payment = "refunded";
        return this.tell();
    }
  }

  /** Money that moves while nobody asks, even after a cancel. */
  happen(): Fact {
    if (this.payment === "cancelled") this.isLateMoney = true;
    if (this.payment === "pending" || this.payment === "cancelled") this.payment = "paid";
    return this.tell();
  }

  tell(): Fact {
    const paymentId = "pay";
    if (this.payment === "none" || this.payment === "created")
      return { kind: "payment_unconfirmed", paymentId };
    if (this.payment === "declined") return { kind: "payment_declined", paymentId, reason: "no" };
    return { kind: `payment_${this.payment}`, paymentId };
  }

  /** One stage done and reported as it should be. */
  round(providerSays: "paid" | "declined" | "pending"): void {
    const attempt = this.record.attempts[0];
    const stage = attempt ? (planOf(attempt)[0] ?? []) : [];
    this.handOut();
    this.report(stage.map((command) => this.act(command, providerSays)));
  }

  /** An honest executor at last: does what is left until nothing is. */
  settle(providerSays: "paid" | "declined" | "pending"): void {
    for (let round = 0; round < 60; round += 1) {
      const attempt = this.record.attempts[0];
      const stage = attempt ? planOf(attempt)[0] : undefined;
      if (!stage) return;
      const before = this.record.version;
      // Undoing may be done by whoever reported the refusal; only asking for stock takes another executor to be counted.
      if (attempt?.state === "securing" || attempt?.state === "resecuring") this.handOut();
      this.report(stage.map((command) => this.act(command, providerSays)));
      if (this.record.version === before) this.report([{ kind: "deadline_passed" }]);
    }
    throw new Error(`still ${this.record.attempts[0]?.state}, payment ${this.payment}`);
  }

  /** Units of each partition that are promised to somebody for now, or for good. */
  units(state: "live" | "committed"): number[] {
    const states = state === "live" ? ["held", "pinned"] : ["committed"];
    return this.stock.map(({ holds }) =>
      [...holds.values()]
        .filter((hold) => states.includes(stateAt(hold, 0)))
        .reduce((sum, hold) => sum + hold.units, 0),
    );
  }

  private shelf(partition: number) {
    const shelf = this.stock[partition];
    if (!shelf) throw new Error(`no partition ${partition}`);
    return shelf;
  }

  private keep(shelf: World["stock"][number], { balance, hold }: Transition): void {
    shelf.balance = balance;
    shelf.holds.set(hold.holdId, hold);
  }
}

const says = fc.constantFrom("paid", "declined", "pending", "pending") as fc.Arbitrary<
  "paid" | "declined" | "pending"
>;
const start = fc.record({
  units: fc.tuple(fc.constantFrom(0, 1, 2, 3), fc.constantFrom(1, 2, 3)).map((pair) => [...pair]),
  wants: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(0, 1, 2)).map((pair) => [...pair]),
  early: fc.tuple(fc.constantFrom(0, 0, 1, 2), fc.constantFrom(0, 0, 1, 2)).map((pair) => [...pair]),
});
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("act" as const),
      pick: fc.nat(7),
      says,
      isLost: fc.boolean(),
      repeats: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("report" as const), pick: fc.nat(7), twice: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("round" as const), says }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resume" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("deadline" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("happen" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("receive" as const), pick: fc.nat(1) }) },
);

function run(
  start: Start,
  steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
): World {
  const world = new World(start);
  for (const current of steps) {
    switch (current.do) {
      case "act": {
        const command = world.inHand[current.pick % Math.max(world.inHand.length, 1)];
        if (!command) break;
        // The platform runs a call once; only another executor, which is counted, asks a second time.
        const isOnce = command.kind === "hold_stock" && world.record.attempts[0]?.handouts === 1;
        if (!current.repeats || isOnce) world.inHand.splice(world.inHand.indexOf(command), 1);
        const fact = world.act(command, current.says);
        if (!current.isLost) world.unreported.push(fact);
        break;
      }
      case "report": {
        const fact = world.unreported[current.pick % Math.max(world.unreported.length, 1)];
        if (!fact) break;
        world.report(current.twice ? [fact, fact] : [fact]);
        world.unreported.splice(world.unreported.indexOf(fact), 1);
        break;
      }
      case "round":
        world.round(current.says);
        break;
      case "resume":
        world.handOut();
        world.takePlan();
        break;
      case "deadline":
        world.report([{ kind: "deadline_passed" }]);
        break;
      case "receive": {
        const shelf = world.stock[current.pick];
        if (shelf) shelf.balance = { ...shelf.balance, total: shelf.balance.total + 1 };
        break;
      }
      case "happen":
        world.unreported.push(world.happen());
        break;
    }
  }
  return world;
}

describe("a checkout under crashes, repeats, losses and outdated executors", () => {
  it("ends with stock and money where the order says they are", () => {
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 40 }), says, (from, steps, finally_) => {
        const world = run(from, steps);
        world.settle(finally_);
        // Executors that were asleep wake up with what they still hold, and the last word is asked once more.
        for (const command of world.inHand) {
          if (command.kind !== "commit_stock") world.report([world.act(command, finally_)]);
        }
        world.report([world.tell()]);
        world.settle(finally_);

        const { status, attempts } = world.record;
        expect(world.units("live")).toEqual([0, 0]);
        if (status === "placed") {
          expect([world.payment, world.units("committed"), attempts[0]?.state]).toEqual([
            "paid",
            from.wants,
            "settled",
          ]);
        } else {
          expect(["none", "created", "declined", "cancelled", "refunded"]).toContain(world.payment);
          expect([world.units("committed"), attempts[0]?.state]).toEqual([[0, 0], "refused"]);
        }
        for (const { balance } of world.stock) {
          expect(balance.held).toBe(0);
          expect(balance.committed).toBeLessThanOrEqual(balance.total);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

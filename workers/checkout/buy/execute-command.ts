import type { CommandView, Fact, RecordView } from "../../../contracts/rpc/orders.ts";
import { sourcesOf } from "../../../domain/inventory/hold-sources.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";
import type { PaymentOutcome } from "../payments/payment-provider.ts";
import { providersOf } from "../payments/providers.ts";
import { placeOfHold } from "../shop.ts";
import { hotItems } from "../stock/hot-items.ts";
import { soldOut } from "../stock/sold-out-memo.ts";
import { buyerOf, sourcingFor } from "./hold-terms.ts";
import { missingItems, shortestOfLines, tightestOfLines } from "./shortages.ts";

/** What a command taught us, and whether the next stage may follow. No fact: the outcome is unknown, ask again later. */
export type Executed = { fact: Fact | null; isDone: boolean };

const UNKNOWN: Executed = { fact: null, isDone: false };

/** Executes one command of a record's saga. Every command may be repeated under the ids it carries. */
export async function executeCommand(
  env: CheckoutEnv,
  record: RecordView,
  command: CommandView,
): Promise<Executed> {
  try {
    return await execute(env, record, command);
  } catch (error) {
    const { error: message } = describeError(error);
    logEvent("warn", "checkout.command_failed", { order: record.id, command: command.kind, error: message });
    return command.kind === "confirm_payment"
      ? { fact: { kind: "payment_unknown", paymentId: command.paymentId }, isDone: false }
      : UNKNOWN;
  }
}

async function execute(env: CheckoutEnv, record: RecordView, command: CommandView): Promise<Executed> {
  const reference = record.id;
  switch (command.kind) {
    case "hold_stock":
      return holdStock(env, record, command);
    case "commit_stock":
      return commitStock(env, reference, command);
    case "release_stock": {
      const { holdId, items } = command;
      const stock = await placeOfHold(env, command.place, items);
      const answer = await stock.release({ holdId, reference, items });
      return answer.kind === "released"
        ? done({ kind: "stock_released", holdId })
        : bug("committed stock was released", reference);
    }
    case "create_payment": {
      const answer = await provider(env, command).create(command);
      return answer.kind === "created"
        ? done({ kind: "payment_created", paymentId: answer.paymentId })
        : stop({ kind: "payment_refused", reason: answer.reason });
    }
    case "confirm_payment":
      return stop(factOf(await provider(env, command).confirm(command), command.paymentId));
    case "retrieve_payment":
      return stop(factOf(await provider(env, command).retrieve(command), command.paymentId));
    case "cancel_payment": {
      const fact = factOf(await provider(env, command).cancel(command), command.paymentId);
      const isClosed = ["payment_cancelled", "payment_declined", "payment_refunded"].includes(fact.kind);
      return { fact, isDone: isClosed };
    }
    case "refund_payment": {
      const fact = factOf(await provider(env, command).refund(command), command.paymentId);
      return { fact, isDone: fact.kind === "payment_refunded" };
    }
  }
}

async function holdStock(
  env: CheckoutEnv,
  record: RecordView,
  { place, holdId, items, seen, replaces }: Extract<CommandView, { kind: "hold_stock" }>,
): Promise<Executed> {
  const reference = record.id;
  const [stock, sourcing] = await Promise.all([placeOfHold(env, place, items), sourcingFor(env, record)]);
  const lines = record.attempt?.frozen?.lines ?? record.lines;
  const terms = { expiresAtMs: 0, pin: true, buyer: buyerOf(env, record), sourcing };
  const answer = await stock.hold({ holdId, reference, items, replaces, seen, ...terms });
  switch (answer.kind) {
    case "granted":
      soldOut.forget(items.map(({ itemId }) => itemId));
      return done({ kind: "stock_held", holdId, sources: sourcesOf(items, answer.allocations) });
    case "insufficient":
      soldOut.learn(answer.shortages, Date.now());
      return stop({ kind: "stock_refused", holdId, shortages: shortestOfLines(answer.shortages, lines) });
    case "unknown_items": {
      const shortages = shortestOfLines(missingItems(items, answer.itemIds), lines);
      return stop({ kind: "stock_refused", holdId, shortages });
    }
    case "limited":
      return stop({ kind: "stock_limited", holdId, limits: tightestOfLines(answer.limits, lines) });
    case "moved":
      hotItems.learn(answer.spreads, Date.now());
      return stop({ kind: "stock_moved", holdId, spreads: answer.spreads });
    case "ended":
      return stop({ kind: "hold_ended", holdId });
    case "mismatch":
      return bug("a hold id was used for other units", reference);
  }
}

async function commitStock(
  env: CheckoutEnv,
  reference: string,
  { place, holdId, items }: Extract<CommandView, { kind: "commit_stock" }>,
): Promise<Executed> {
  const answer = await (await placeOfHold(env, place, items)).commit({ holdId, reference, items });
  if (answer.kind === "committed") return done({ kind: "stock_committed", holdId });
  return bug(`INV-3 a pinned hold could not be committed: ${answer.kind}`, reference);
}

function provider(env: CheckoutEnv, { provider: name }: { provider: string }) {
  const known = providersOf(env).get(name);
  if (!known) throw new Error(`the payment provider ${name} is not configured`);
  return known;
}

function factOf(outcome: PaymentOutcome, paymentId: string): Fact {
  switch (outcome.status) {
    case "declined":
      return { kind: "payment_declined", paymentId, reason: outcome.reason };
    case "requires_action":
      return { kind: "payment_requires_action", paymentId, nextActionUrl: outcome.nextActionUrl };
    default:
      return { kind: `payment_${outcome.status}`, paymentId };
  }
}

function done(fact: Fact): Executed {
  return { fact, isDone: true };
}

function stop(fact: Fact): Executed {
  return { fact, isDone: false };
}

/** Must not happen: the saga stays where it is, the alarm keeps asking, and a person is told. */
function bug(message: string, reference: string): Executed {
  logEvent("error", "checkout.invariant_broken", { order: reference, message });
  return UNKNOWN;
}

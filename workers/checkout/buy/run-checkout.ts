import type { CommandView, Fact, OrdersRpc, RecordView, Work } from "../../../contracts/rpc/orders.ts";
import type { CheckoutEnv } from "../env.ts";
import { executeCommand } from "./execute-command.ts";

/** More rounds than any saga has states: a loop that does not end is a bug. */
const ROUNDS_MAX = 12;

/** What an attempt came to as far as this executor could take it; `rest` is what may follow after the answer. */
export type Ran = { record: RecordView; rest: Work | null };

/**
 * Executes an attempt's plan and reports, until nothing is left, nothing is learned, or `until` says that the answer
 * is known. Whoever stops halfway is replaced by the partition's alarm.
 */
export async function runCheckout(
  env: CheckoutEnv,
  orders: OrdersRpc,
  record: RecordView,
  work: Work,
  until: (record: RecordView) => boolean,
): Promise<Ran> {
  let current: Ran = { record, rest: work };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (!current.rest || current.rest.plan.length === 0) return { record: current.record, rest: null };
    const facts = await runStages(env, current.record, current.rest.plan);
    if (facts.length === 0) return current;

    const reported = await orders.report({ id: record.id, attempt: work.attempt, facts });
    if (reported.kind === "missing") throw new Error(`ORD-3 ${record.id} vanished during its checkout`);
    current = { record: reported.record, rest: reported.work };
    // No news: another executor was faster, and goes on.
    if (!reported.learned || until(reported.record)) return current;
  }
  throw new Error(`ORD-3 the checkout of ${record.id} does not end`);
}

/** A stage begins only if every command of the one before succeeded. */
async function runStages(
  env: CheckoutEnv,
  record: RecordView,
  plan: readonly CommandView[][],
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const stage of plan) {
    const executed = await Promise.all(stage.map((command) => executeCommand(env, record, command)));
    facts.push(...executed.flatMap(({ fact }) => (fact ? [fact] : [])));
    if (!executed.every(({ isDone }) => isDone)) break;
  }
  return facts;
}

import type { AdjustRowAsk } from "../../../contracts/rpc/stock-staff.ts";
import { homePartitionOfItem, type ItemId } from "../../../domain/kernel/item-id.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { CheckoutEnv } from "../env.ts";
import { stockAt } from "../shop.ts";
import type { RowOutcome } from "./answer-row.ts";

/** A row that a partition is asked for, with its place in the request. */
export type AskedRow = { index: number; ask: AdjustRowAsk };

/** Partitions that are asked at a time. */
const AT_ONCE = 6;

/** What came of each row, by its place. Every partition is asked once; one that fails, fails its own rows alone. */
export async function askPartitions(
  env: CheckoutEnv,
  rows: readonly AskedRow[],
): Promise<Map<number, RowOutcome>> {
  const groups = [...Map.groupBy(rows, ({ ask }) => homePartitionOfItem(ask.itemId as ItemId))];
  const outcomes = new Map<number, RowOutcome>();
  for (let start = 0; start < groups.length; start += AT_ONCE) {
    await Promise.all(
      groups.slice(start, start + AT_ONCE).map(async ([partition, group]) => {
        const answers = await askPartition(env, partition, group);
        group.forEach(({ index }, at) => {
          const answer = answers[at];
          if (answer) outcomes.set(index, answer);
        });
      }),
    );
  }
  return outcomes;
}

async function askPartition(
  env: CheckoutEnv,
  partition: number,
  group: readonly AskedRow[],
): Promise<readonly RowOutcome[]> {
  try {
    return await (await stockAt(env, partition)).adjustMany({ asks: group.map(({ ask }) => ask) });
  } catch (error) {
    const isPassing = isPassingFault(error);
    logEvent(isPassing ? "warn" : "error", "stock.rows_failed", { partition, ...describeError(error) });
    return group.map(() => ({
      kind: "failed",
      code: isPassing ? "service_unavailable" : "internal_error",
    }));
  }
}

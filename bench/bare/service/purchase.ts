import { type BareRowsRpc, type BareWrite, bareRows } from "../objects/bare-rows-rpc.ts";

/**
 * The shape of a purchase: which object is called in which order, and what each call writes. Taken from the counted
 * budget of ours (bench/results), which stands beside it in every result: where ours gets leaner, so must this.
 */
export const PURCHASE = {
  create: [{ object: "orders", rows: 3, bytes: 900 }],
  complete: [
    { object: "orders", rows: 0, bytes: 0 },
    { object: "orders", rows: 5, bytes: 2_500, lines: 1 },
    { object: "stock", rows: 2, bytes: 60 },
    { object: "orders", rows: 1, bytes: 2_700, lines: 1 },
    { object: "ledger", rows: 1, bytes: 100 },
    { object: "orders", rows: 1, bytes: 2_800, lines: 1, announce: true },
  ],
  afterwards: [
    { object: "stock", rows: 2, bytes: 60, lines: 1 },
    { object: "orders", rows: 3, bytes: 2_800, lines: 1 },
  ],
} as const satisfies Record<string, readonly (Omit<BareWrite, "key"> & { object: string })[]>;

type Step = Omit<BareWrite, "key"> & { object: string };

/** Does the calls of one part of a purchase, one after the other, as each needs what the one before decided. */
export async function runSteps(
  namespace: DurableObjectNamespace,
  key: string,
  steps: readonly Step[],
): Promise<void> {
  for (const { object, ...write } of steps) await rowsOf(namespace, object, key).write({ ...write, key });
}

/** Two partitions of orders and of stock, as ours has here. The provider's ledger is one object. */
function rowsOf(namespace: DurableObjectNamespace, object: string, key: string): BareRowsRpc {
  return bareRows(namespace, object === "ledger" ? object : `${object} ${key.charCodeAt(0) % 2}`);
}

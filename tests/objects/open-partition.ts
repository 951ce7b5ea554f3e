import type { OpenPartition } from "../../contracts/rpc/partition.ts";

/** What the layout tells a partition of a test. */
export function openAsk(partition = 0, generation = 1): OpenPartition {
  return {
    layoutVersion: 1,
    placement: 0,
    generation,
    partition,
    orderNumberKey: [1, 2, 3, 4],
    where: { jurisdiction: null, locationHint: null },
  };
}

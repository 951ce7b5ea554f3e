import type { Stage } from "../stage.ts";

type Signal = { item_id: string; version: number };

/** Follows what the partition tells of its items, and confirms what it has got; for as long as the world lasts. */
export function followSignals({ client, queue }: Stage): void {
  const known = new Map<string, number>();
  queue.consumeWith(async (news) => {
    const itemIds = new Set<string>();
    for (const { item_id: itemId, version } of news as Signal[]) {
      itemIds.add(itemId);
      if (version > (known.get(itemId) ?? 0)) known.set(itemId, version);
    }
    const signals = [...itemIds].map((itemId) => ({ itemId, version: known.get(itemId) }));
    await client.ask("confirmSignals", { signals, showsUnits: false });
  });
}

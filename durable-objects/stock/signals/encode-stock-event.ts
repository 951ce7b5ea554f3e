import type { StockEvent } from "../../../contracts/messages/stock-event.ts";
import type { Publication } from "../../../domain/inventory/publication.ts";

/** What the newest version of an item says. */
export function encodeStockEvent(itemId: string, publication: Publication): StockEvent {
  const { version, news, happened, sentAtMs } = publication;
  return {
    kind: "signal",
    item_id: itemId,
    version,
    signal: news.signal,
    units: news.units,
    available_from: news.availableFromMs === null ? null : iso(news.availableFromMs),
    short: news.isShort,
    happened: happened.map(({ atMs, ...happening }) => ({ ...happening, at: iso(atMs) })),
    at: iso(sentAtMs),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

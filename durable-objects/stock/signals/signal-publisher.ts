import type { StockEvent } from "../../../contracts/messages/stock-event.ts";
import type { ConfirmSignals } from "../../../contracts/rpc/stock-signals.ts";
import {
  noteConfirmed,
  noteSent,
  type Publication,
  publish,
  publishAgain,
  sendAtMs,
} from "../../../domain/inventory/publication.ts";
import type { StockItem } from "../../../domain/inventory/stock-item.ts";
import { isSameNews, newsOf, newsTurnsAtMs, type StockNews } from "../../../domain/inventory/stock-news.ts";
import { describeError, logEvent } from "../../../platform/telemetry/log.ts";
import type { Commit } from "../../host/group-commit.ts";
import type { Duty, PartitionHost } from "../../host/partition-host.ts";
import { freeSlice } from "../free-lapsed.ts";
import type { ItemChange, StockBook } from "../stock-book.ts";
import type { StockRows } from "../stock-rows.ts";
import { encodeStockEvent } from "./encode-stock-event.ts";
import type { PublicationRows } from "./publication-rows.ts";

const PUBLISH = "publish";
/** Also named by the migration that makes the table. */
const PUBLISH_ALL = "publish_all";

/** Of one queue batch, and of one turn of publishing everything: sales go on in between. */
const SLICE = 100;
const ALL_EVERY_MS = 250;
const SHOWS_UNITS = "shows_units";
const ALL_AFTER = "publish_all_after";

export type PublisherPlace = {
  host: PartitionHost;
  rows: StockRows;
  publications: PublicationRows;
  book: StockBook;
  queue: Pick<Queue<StockEvent>, "sendBatch">;
  /** How long changes of an item wait for others, and an unconfirmed version before it is sent again. */
  delayMs: number;
  retryMs: number;
};

/**
 * SIG-1 Tells others what they may know of each item: notes that something is new, waits a moment for more of it, and
 * sends the newest state until its follower has confirmed it. A sale that is no news costs nothing; news is a due row of
 * its item, and everything else follows from rows, so a crash or an eviction forgets none.
 */
export class SignalPublisher {
  readonly #at: PublisherPlace;
  /** As committed; null until it was read. */
  #showsUnits: boolean | null = null;

  constructor(place: PublisherPlace) {
    this.#at = place;
  }

  duties(): Duty[] {
    return [
      { kind: PUBLISH, batch: SLICE, run: (due) => this.#publish(due.map((row) => row.subject)) },
      { kind: PUBLISH_ALL, batch: 1, run: () => this.#publishSlice() },
    ];
  }

  /** Runs in the transaction of the group that changed the item. */
  note({ before, after }: ItemChange, nowMs: number): void {
    const { host, rows, delayMs } = this.#at;
    const { item } = after;
    if (this.#isNews(before, after, nowMs)) {
      host.planOnce(PUBLISH, item.itemId, nowMs + delayMs);
      return;
    }
    const turnsAtMs = newsTurnsAtMs(item, nowMs);
    if (turnsAtMs !== null && (!before || turnsAtMs !== newsTurnsAtMs(before.item, nowMs)))
      host.planOnce(PUBLISH, item.itemId, turnsAtMs);
    if (!this.#followsLapses(after.signal) || item.early <= (before?.item.early ?? 0)) return;
    const lapseAtMs = rows.nextLapseMs(item.itemId);
    if (lapseAtMs !== null) host.planOnce(PUBLISH, item.itemId, lapseAtMs);
  }

  /** Runs inside a member of a group. */
  confirm({ signals }: ConfirmSignals, nowMs: number): void {
    const { publications, host } = this.#at;
    const known = publications.ofItems(signals.map(({ itemId }) => itemId));
    const changed = new Map<string, Publication>();
    for (const { itemId, version } of signals) {
      const before = known.get(itemId);
      if (!before) continue;
      const after = noteConfirmed(before, version);
      if (after === before) continue;
      changed.set(itemId, after);
      if (after.version > before.version) host.planOnce(PUBLISH, itemId, nowMs);
      if (after.version === after.confirmed) this.#rest(itemId, after.news, nowMs);
    }
    publications.save(changed);
  }

  /** Whether numbers are published from now on. Runs inside a member of a group. */
  showUnits(showsUnits: boolean, commit: Commit, nowMs: number): void {
    const { host } = this.#at;
    if (showsUnits === this.#areUnitsShown()) return;
    host.meta.set(SHOWS_UNITS, showsUnits ? 1 : 0);
    commit.afterCommit(() => {
      this.#showsUnits = showsUnits;
    });
    // Numbers that nobody needs any more grow old unseen; those that are wanted now were never sent.
    if (!showsUnits) return;
    host.meta.set(ALL_AFTER, "");
    host.plan(PUBLISH_ALL, "", nowMs);
  }

  async #publish(itemIds: readonly string[]): Promise<void> {
    const { host, queue } = this.#at;
    const events = await host.commitOwn((_commit, nowMs) => this.#prepare(itemIds, nowMs), {
      itemIds,
      holds: [],
    });
    if (events.length === 0) return;
    try {
      await queue.sendBatch(events.map((body) => ({ body })));
    } catch (error) {
      // A queue that refuses is down, not poisoned: each row has its next time already.
      logEvent("warn", "stock.queue_refused", { events: events.length, ...describeError(error) });
    }
  }

  /** The version is written down before it is sent: no two states ever go out under one number. */
  #prepare(itemIds: readonly string[], nowMs: number): StockEvent[] {
    const { host, publications } = this.#at;
    const known = publications.ofItems(itemIds);
    const changed = new Map<string, Publication>();
    const events: StockEvent[] = [];
    for (const itemId of itemIds) {
      const item = this.#asOfNow(itemId, nowMs);
      if (!item) {
        host.schedule.remove(PUBLISH, itemId);
        continue;
      }
      const before = known.get(itemId) ?? null;
      let after = publish(before, newsOf(item, this.#areUnitsShown(), nowMs), nowMs);
      if (this.#isDue(after, nowMs)) {
        after = noteSent(after, nowMs);
        events.push(encodeStockEvent(itemId, after));
      }
      if (after !== before && after.version > 0) changed.set(itemId, after);
      this.#planNext(item, after, nowMs);
    }
    publications.save(changed);
    return events;
  }

  /** The item with what time has changed of it: holds that lapsed, and a preorder whose day has come. */
  #asOfNow(itemId: string, nowMs: number): StockItem | null {
    const { book } = this.#at;
    if (freeSlice(book, itemId, nowMs) > 0) return book.item(itemId);
    const item = book.item(itemId);
    if (item && newsTurnsAtMs(item, nowMs) === null && item.policy.beyond.kind === "preorder")
      book.saveItem(item, nowMs);
    return item;
  }

  #isDue(publication: Publication, nowMs: number): boolean {
    const atMs = sendAtMs(publication, this.#at.retryMs);
    return atMs !== null && atMs <= nowMs;
  }

  #planNext(item: StockItem, publication: Publication, nowMs: number): void {
    const { host, retryMs } = this.#at;
    const atMs = earliest(sendAtMs(publication, retryMs), this.#turnsAtMs(item, publication.news, nowMs));
    if (atMs === null) host.schedule.remove(PUBLISH, item.itemId);
    else host.plan(PUBLISH, item.itemId, atMs);
  }

  /** Everything was confirmed: nothing is to be done before time changes something, unless it has changed since. */
  #rest(itemId: string, news: StockNews, nowMs: number): void {
    const { host, book } = this.#at;
    const item = book.item(itemId);
    if (!item || !isSameNews(news, newsOf(item, this.#areUnitsShown(), nowMs))) return;
    const atMs = this.#turnsAtMs(item, news, nowMs);
    if (atMs === null) host.schedule.remove(PUBLISH, itemId);
    else host.plan(PUBLISH, itemId, atMs);
  }

  /** When time alone changes the news. Lapses that are left over from a slice follow after a moment. */
  #turnsAtMs(item: StockItem, news: StockNews, nowMs: number): number | null {
    const follows = item.early > 0 && this.#followsLapses(news.signal);
    const lapseAtMs = follows ? this.#at.rows.nextLapseMs(item.itemId) : null;
    const isPast = lapseAtMs !== null && lapseAtMs <= nowMs;
    return earliest(newsTurnsAtMs(item, nowMs), isPast ? nowMs + this.#at.delayMs : lapseAtMs);
  }

  /** HLD-1 Units that come back by time alone change what is told of an item, unless it is plentiful anyway. */
  #followsLapses(signal: StockNews["signal"]): boolean {
    return signal !== "in_stock" || this.#areUnitsShown();
  }

  #isNews(before: ItemChange["before"], after: ItemChange["after"], nowMs: number): boolean {
    if (before?.signal !== after.signal) return before !== null || after.signal !== "out";
    const shows = this.#areUnitsShown();
    return !isSameNews(newsOf(before.item, shows, nowMs), newsOf(after.item, shows, nowMs));
  }

  /** The duty that goes through all items, a slice at a time. */
  #publishSlice(): Promise<void> {
    const { host, rows, book, publications } = this.#at;
    return host.commitOwn((_commit, nowMs) => {
      const itemIds = rows.itemIdsAfter(host.meta.text(ALL_AFTER) ?? "", SLICE, false);
      const known = publications.ofItems(itemIds);
      const changed = new Map<string, Publication>();
      for (const itemId of itemIds) {
        const item = book.item(itemId);
        if (!item) continue;
        const news = newsOf(item, this.#areUnitsShown(), nowMs);
        changed.set(itemId, publishAgain(known.get(itemId) ?? null, news, nowMs));
        host.planOnce(PUBLISH, itemId, nowMs);
      }
      publications.save(changed);
      const last = itemIds.at(-1);
      host.meta.set(ALL_AFTER, last ?? "");
      if (last === undefined) host.schedule.remove(PUBLISH_ALL, "");
      else host.plan(PUBLISH_ALL, "", nowMs + ALL_EVERY_MS);
    });
  }

  #areUnitsShown(): boolean {
    this.#showsUnits ??= this.#at.host.meta.number(SHOWS_UNITS) === 1;
    return this.#showsUnits;
  }
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

import { advance } from "../../domain/checkout/advance.ts";
import { isInFlight } from "../../domain/checkout/attempt.ts";
import type { Fact } from "../../domain/checkout/facts.ts";
import type { Place, RecordId } from "../../domain/kernel/record-id.ts";
import { numberOrder, type OrderNumberKey } from "../../domain/order/order-number.ts";
import type { OrderRecord } from "../../domain/order/record.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import { Idempotency } from "../host/idempotency.ts";
import type { PartitionHost } from "../host/partition-host.ts";
import type { ObjectSettings } from "../settings.ts";
import { OrderLog, type Step } from "./order-log.ts";
import { RecordBook } from "./record-book.ts";
import { keepsPayment, paymentExpiry, RecordRows, type StoredRecord } from "./record-rows.ts";
import { snapshotOrder } from "./view-record.ts";

const LOGGED_SHORTAGES_MAX = 10;
const NOTES_STORED_AFTER_MS = 500;

/** The kinds of due rows of an orders partition, most urgent first. */
export const DUE = { saga: "saga", drain: "drain", nudge: "nudge", sweep: "sweep" } as const;

/** What the operations of an orders partition share: its rows, its log, its clockwork. */
export class OrdersContext {
  readonly host: PartitionHost;
  readonly rows: RecordRows;
  readonly records: RecordBook;
  readonly log: OrderLog;
  readonly keys: Idempotency;
  readonly settings: ObjectSettings;
  #numbering: { place: Place; key: OrderNumberKey } | null = null;

  constructor(host: PartitionHost, settings: ObjectSettings) {
    this.host = host;
    this.rows = new RecordRows(host.sql);
    this.records = new RecordBook(this.rows);
    host.share(this.records);
    this.log = new OrderLog(host.sql);
    this.keys = new Idempotency(host.sql);
    this.settings = settings;
  }

  /** Writes a record and one line of its log; without a step, the record alone. */
  write(stored: StoredRecord, step: Step | null, nowMs: number): StoredRecord {
    const { record } = stored;
    const logPosition = step ? this.log.append(record.id, stored.logPosition, step) : stored.logPosition;
    const expiresAtMs = keepsPayment(record) ? paymentExpiry(stored.expiresAtMs, nowMs) : stored.expiresAtMs;
    const written = { ...stored, logPosition, expiresAtMs };
    this.records.save(written);
    return written;
  }

  /** Takes facts into a record: saves it, logs the step or its events, and keeps its reminder true. */
  takeFacts(stored: StoredRecord, attempt: number, facts: readonly Fact[], nowMs: number): StoredRecord {
    const { record, applied, events } = advance(stored.record, attempt, facts, nowMs);
    if (applied.length === 0) return stored;

    let written: StoredRecord = { ...stored, record };
    const state = record.attempts.find((known) => known.n === attempt)?.state ?? "";
    const noted = { attempt, state, facts: applied.map(brief) };
    if (events.length === 0)
      written = this.write(written, { type: `checkout.${state}`, atMs: nowMs, facts: noted }, nowMs);
    events.forEach((type, index) => {
      const sequence = record.sequence - events.length + index + 1;
      const step = { type, atMs: nowMs, facts: noted, sequence, snapshot: snapshotOrder(record) };
      written = this.write(written, step, nowMs);
    });
    if (events.length > 0) this.host.planOnce(DUE.drain, "", nowMs + this.settings.EVENTS_DELAY_MS);
    this.keepReminder(record, nowMs);
    return written;
  }

  /** Remembers a record now and stores it in a moment, together with others that were remembered meanwhile. */
  note(stored: StoredRecord): void {
    if (this.records.note(stored)) setTimeout(() => void this.#storeNotes(), NOTES_STORED_AFTER_MS);
  }

  async #storeNotes(): Promise<void> {
    try {
      while (await this.host.commitOwn(() => this.records.storeNoted()));
    } catch (error) {
      logEvent("warn", "orders.notes_lost", describeError(error));
    }
  }

  /** A record with something in flight has a reminder; one without has none. */
  keepReminder(record: OrderRecord, nowMs: number): void {
    if (record.attempts.some(isInFlight)) {
      this.host.planOnce(DUE.saga, record.id, nowMs + this.settings.SAGA_REMIND_MS);
    } else {
      this.host.schedule.remove(DUE.saga, record.id);
    }
  }

  /** ORD-2 The number the next order of this partition gets; `useNumber` takes it. */
  nextNumber(): string {
    this.#numbering ??= this.#readNumbering();
    return numberOrder(
      this.#numbering.place,
      this.host.meta.number("orders_numbered") + 1,
      this.#numbering.key,
    );
  }

  useNumber(): void {
    this.host.meta.set("orders_numbered", this.host.meta.number("orders_numbered") + 1);
  }

  load(id: string): StoredRecord | null {
    return this.records.load(id as RecordId);
  }

  #readNumbering(): { place: Place; key: OrderNumberKey } {
    const [placement, generation, partition] = JSON.parse(this.host.meta.text("place") ?? "[]") as number[];
    return {
      place: { placement: placement ?? 0, generation: generation ?? 0, partition: partition ?? 0 },
      key: JSON.parse(this.host.meta.text("order_number_key") ?? "[]") as OrderNumberKey,
    };
  }
}

/** A fact as the log keeps it: for ever, so without long lists. */
function brief(fact: Fact): Fact {
  switch (fact.kind) {
    case "stock_refused":
      return { ...fact, shortages: fact.shortages.slice(0, LOGGED_SHORTAGES_MAX) };
    case "stock_held":
      return { kind: fact.kind, holdId: fact.holdId };
    default:
      return fact;
  }
}

import type { OrderEvent, OrderSnapshot } from "../../contracts/messages/order-event.ts";
import type { LogLine } from "../../contracts/rpc/orders.ts";
import type { RecordId } from "../../domain/kernel/record-id.ts";
import type { OrderEventType } from "../../domain/order/record.ts";

/** A larger snapshot travels without its lines: whoever needs them asks the order itself. */
const SNAPSHOT_BYTES_MAX = 48_000;
const encoder = new TextEncoder();
const RECORD_LINES_MAX = 500;

type Row = {
  position: number;
  record_id: string;
  previous: number;
  at_ms: number;
  type: string;
  sequence: number;
  body: string;
};

export type Step = { type: string; atMs: number; facts: Record<string, unknown> };
export type EventStep = Step & { type: OrderEventType; sequence: number; snapshot: OrderSnapshot };

/**
 * EVT-1 The partition's log: every step of every saga, and the events among them. Never trimmed; what is sent to
 * the queue, and what the read model is rebuilt from, is read from here.
 */
export class OrderLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Appends a step and returns its position. `previous` is the record's line before it, 0 for none. */
  append(id: RecordId, previous: number, step: Step | EventStep): number {
    const event = "snapshot" in step ? step : null;
    const body = event ? { facts: step.facts, order: event.snapshot } : { facts: step.facts };
    const [row] = this.#sql
      .exec<{ position: number }>(
        `INSERT INTO log (record_id, previous, at_ms, type, is_event, sequence, body) VALUES (?, ?, ?, ?, ?, ?, ?)
         RETURNING position`,
        id,
        previous,
        step.atMs,
        step.type,
        event ? 1 : 0,
        event?.sequence ?? 0,
        JSON.stringify(body),
      )
      .toArray();
    return row?.position ?? 0;
  }

  /** The lines of one record, oldest first, by following its chain from the newest. */
  linesOf(newestPosition: number): LogLine[] {
    const lines: LogLine[] = [];
    let position = newestPosition;
    while (position > 0 && lines.length < RECORD_LINES_MAX) {
      const [row] = this.#sql.exec<Row>("SELECT * FROM log WHERE position = ?", position).toArray();
      if (!row) break;
      const body = JSON.parse(row.body) as { facts: Record<string, unknown> };
      lines.push({ position: row.position, atMs: row.at_ms, type: row.type, facts: body.facts });
      position = row.previous;
    }
    return lines.reverse();
  }

  /** Drops the steps of a record that is gone. Its events stay: they are what others were told. */
  forgetSteps(newestPosition: number): void {
    let position = newestPosition;
    while (position > 0) {
      const [row] = this.#sql
        .exec<{ previous: number; is_event: number }>(
          "SELECT previous, is_event FROM log WHERE position = ?",
          position,
        )
        .toArray();
      if (!row) return;
      if (row.is_event === 0) this.#sql.exec("DELETE FROM log WHERE position = ?", position);
      position = row.previous;
    }
  }

  /** Events after `afterPosition` (itself an event's position, or 0), oldest first. */
  eventsAfter(afterPosition: number, limit: number, partition: string, epoch: number): OrderEvent[] {
    const rows = this.#sql
      .exec<Row>(
        "SELECT * FROM log WHERE position > ? AND is_event = 1 ORDER BY position LIMIT ?",
        afterPosition,
        limit,
      )
      .toArray();
    let previous = afterPosition;
    return rows.map((row) => {
      const event = eventOf(row, previous, partition, epoch);
      previous = row.position;
      return event;
    });
  }

  newestEventPosition(): number {
    const [row] = this.#sql
      .exec<{ position: number }>(
        "SELECT position FROM log WHERE is_event = 1 ORDER BY position DESC LIMIT 1",
      )
      .toArray();
    return row?.position ?? 0;
  }
}

function eventOf(row: Row, previous: number, partition: string, epoch: number): OrderEvent {
  const { order } = JSON.parse(row.body) as { order: OrderSnapshot };
  const { lines, ...withoutLines } = order;
  return {
    kind: "event",
    id: `evt_${partition.replaceAll(":", "-")}_${epoch}_${row.position}`,
    type: row.type as OrderEventType,
    version: 1,
    partition,
    epoch,
    position: row.position,
    previous_position: previous,
    order_id: order.id,
    sequence: row.sequence,
    at: new Date(row.at_ms).toISOString(),
    order: encoder.encode(row.body).length <= SNAPSHOT_BYTES_MAX || !lines ? order : withoutLines,
  };
}

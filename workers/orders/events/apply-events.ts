import type { OrderEvent } from "../../../contracts/messages/order-event.ts";
import { advanceCursor } from "./advance-cursor.ts";

type Cursor = { partition: string; epoch: number; position: number };

/**
 * EVT-1 Applies events exactly once in effect, whatever their order and however often they come: the newest event of
 * an order wins by its sequence, an event's own row is written once, and each partition's cursor moves only over
 * what was applied without a gap. One D1 batch: all of it or nothing.
 */
export async function applyEvents(db: D1Database, events: readonly OrderEvent[]): Promise<void> {
  if (events.length === 0) return;
  const cursors = await readCursors(db, events);

  const statements = [insertEvents(db, events), upsertOrders(db, newestPerOrder(events))];
  for (const [key, group] of groupByPartition(events)) {
    const known = cursors.get(key);
    const from = known?.position ?? 0;
    const to = advanceCursor(from, group);
    const [first] = group;
    if (to > from && first)
      statements.push(moveCursor(db, { partition: first.partition, epoch: first.epoch, position: to }, from));
  }
  await db.batch(statements);
}

/** How far a partition's log is applied, in its newest epoch; the beginning for one that nothing is known of. */
export async function readCursor(
  db: D1Database,
  partition: string,
): Promise<{ epoch: number; position: number }> {
  const row = await db
    .prepare("SELECT epoch, position FROM partition_cursor WHERE partition = ? ORDER BY epoch DESC LIMIT 1")
    .bind(partition)
    .first<{ epoch: number; position: number }>();
  return row ?? { epoch: 1, position: 0 };
}

async function readCursors(db: D1Database, events: readonly OrderEvent[]): Promise<Map<string, Cursor>> {
  const partitions = [...new Set(events.map((event) => event.partition))];
  const { results } = await db
    .prepare(
      "SELECT partition, epoch, position FROM partition_cursor WHERE partition IN (SELECT value FROM json_each(?))",
    )
    .bind(JSON.stringify(partitions))
    .all<Cursor>();
  return new Map(results.map((row) => [keyOf(row), row]));
}

/** One JSON parameter for any number of rows: D1 takes 100 parameters a statement. */
function insertEvents(db: D1Database, events: readonly OrderEvent[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO order_event (id, order_id, type, sequence, at_ms)
       SELECT value ->> 'id', value ->> 'order_id', value ->> 'type', value ->> 'sequence', value ->> 'at_ms'
       FROM json_each(?) WHERE true ON CONFLICT (id) DO NOTHING`,
    )
    .bind(
      JSON.stringify(
        events.map(({ id, order_id, type, sequence, at }) => ({
          id,
          order_id,
          type,
          sequence,
          at_ms: Date.parse(at),
        })),
      ),
    );
}

function upsertOrders(db: D1Database, events: readonly OrderEvent[]): D1PreparedStatement {
  const rows = events.map(({ order, sequence }) => ({
    id: order.id,
    number: order.number,
    status: order.status,
    currency: order.currency,
    total_amount: order.total.amount,
    units: order.units,
    line_count: order.line_count,
    sequence,
    ordered_at_ms: Date.parse(order.placed_at ?? order.created_at),
    placed_at_ms: order.placed_at === null ? null : Date.parse(order.placed_at),
    updated_at_ms: Date.parse(order.updated_at),
  }));
  return db
    .prepare(
      `INSERT INTO orders (id, number, status, currency, total_amount, units, line_count, sequence, ordered_at_ms, placed_at_ms, updated_at_ms)
       SELECT value ->> 'id', value ->> 'number', value ->> 'status', value ->> 'currency', value ->> 'total_amount',
         value ->> 'units', value ->> 'line_count', value ->> 'sequence', value ->> 'ordered_at_ms',
         value ->> 'placed_at_ms', value ->> 'updated_at_ms'
       FROM json_each(?) WHERE true
       ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status, currency = excluded.currency,
         total_amount = excluded.total_amount, units = excluded.units, line_count = excluded.line_count,
         sequence = excluded.sequence, ordered_at_ms = excluded.ordered_at_ms, placed_at_ms = excluded.placed_at_ms,
         updated_at_ms = excluded.updated_at_ms
       WHERE excluded.sequence > orders.sequence`,
    )
    .bind(JSON.stringify(rows));
}

/** Moves only from where we read it: a second consumer that was faster is not set back. */
function moveCursor(db: D1Database, to: Cursor, from: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO partition_cursor (partition, epoch, position) VALUES (?1, ?2, ?3)
       ON CONFLICT (partition, epoch) DO UPDATE SET position = excluded.position WHERE position = ?4`,
    )
    .bind(to.partition, to.epoch, to.position, from);
}

function newestPerOrder(events: readonly OrderEvent[]): OrderEvent[] {
  const newest = new Map<string, OrderEvent>();
  for (const event of events) {
    const known = newest.get(event.order_id);
    if (!known || event.sequence > known.sequence) newest.set(event.order_id, event);
  }
  return [...newest.values()];
}

function groupByPartition(events: readonly OrderEvent[]): Map<string, OrderEvent[]> {
  const groups = new Map<string, OrderEvent[]>();
  for (const event of events) groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  return groups;
}

function keyOf({ partition, epoch }: { partition: string; epoch: number }): string {
  return `${partition} ${epoch}`;
}

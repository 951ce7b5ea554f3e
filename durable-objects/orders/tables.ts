import type { Migration } from "../host/migrations.ts";

/** Shapes and lifetimes: docs/storage.md. */
export const ORDERS_MIGRATIONS: readonly Migration[] = [
  {
    id: 100,
    name: "orders",
    statements: [
      // One row a cart or order. `body` is the OrderRecord of domain/order/record.ts as JSON; `is_sweepable` says
      // whether it may go at `expires_at_ms`: an open cart for which nothing is in flight.
      `CREATE TABLE record (id TEXT PRIMARY KEY, is_sweepable INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
         log_position INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID`,
      "CREATE INDEX record_expiry ON record (expires_at_ms) WHERE is_sweepable = 1",
      // Personal data stands here alone, so that it can be erased.
      "CREATE TABLE person (record_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
      // The log is the outbox. `previous` chains the lines of one record without an index.
      `CREATE TABLE log (position INTEGER PRIMARY KEY, record_id TEXT NOT NULL, previous INTEGER NOT NULL,
         at_ms INTEGER NOT NULL, type TEXT NOT NULL, is_event INTEGER NOT NULL, sequence INTEGER NOT NULL,
         body TEXT NOT NULL)`,
      "CREATE INDEX log_event ON log (position) WHERE is_event = 1",
    ],
  },
  {
    id: 101,
    name: "early_note",
    statements: [
      // What of a record was noted after it was stored: see RecordBook. Older than the record's own `notes`, it is over.
      "ALTER TABLE record ADD COLUMN notes INTEGER NOT NULL DEFAULT 0",
      `CREATE TABLE early_note (record_id TEXT PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL)
         WITHOUT ROWID`,
    ],
  },
];

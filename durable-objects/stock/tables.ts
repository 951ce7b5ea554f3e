import type { Migration } from "../host/migrations.ts";

/** One row write each where it counts: no rowid beside a text key, one partial index. Shapes: docs/storage.md. */
export const STOCK_MIGRATIONS: readonly Migration[] = [
  {
    id: 100,
    name: "stock",
    statements: [
      `CREATE TABLE item (id TEXT PRIMARY KEY, on_hand INTEGER NOT NULL, held INTEGER NOT NULL,
         committed INTEGER NOT NULL, safety INTEGER NOT NULL, movements INTEGER NOT NULL) WITHOUT ROWID`,
      `CREATE TABLE level (item_id TEXT NOT NULL, location TEXT NOT NULL, on_hand INTEGER NOT NULL,
         PRIMARY KEY (item_id, location)) WITHOUT ROWID`,
      // parts: how many items the hold spans in this partition, so that a changed content is recognised.
      `CREATE TABLE hold (item_id TEXT NOT NULL, hold_id TEXT NOT NULL, parts INTEGER NOT NULL, units INTEGER NOT NULL,
         state TEXT NOT NULL, expires_at_ms INTEGER, reference TEXT NOT NULL, changed_at_ms INTEGER NOT NULL,
         PRIMARY KEY (item_id, hold_id)) WITHOUT ROWID`,
      // HLD-2 Partial: a pinned hold is not in it, so it never lapses, and a sale which pins at once and commits touches neither.
      "CREATE INDEX hold_lapse ON hold (item_id, expires_at_ms) WHERE state = 'held'",
      "CREATE INDEX hold_expiry ON hold (expires_at_ms) WHERE state = 'held'",
      "CREATE INDEX hold_ended ON hold (changed_at_ms) WHERE state IN ('released', 'lapsed', 'fulfilled')",
      `CREATE TABLE movement (item_id TEXT NOT NULL, sequence INTEGER NOT NULL, at_ms INTEGER NOT NULL,
         kind TEXT NOT NULL, location TEXT, on_hand_delta INTEGER NOT NULL, committed_delta INTEGER NOT NULL,
         reason TEXT NOT NULL, note TEXT, actor TEXT NOT NULL, reference TEXT,
         PRIMARY KEY (item_id, sequence)) WITHOUT ROWID`,
    ],
  },
];

import type { Migration } from "../host/migrations.ts";

/** One row write each where it counts: no rowid beside a text key, partial indexes. Shapes: docs/storage.md. */
export const STOCK_MIGRATIONS: readonly Migration[] = [
  {
    id: 100,
    name: "stock",
    statements: [
      // signal: what shoppers are told of it; body: levels by location and policy, as JSON.
      `CREATE TABLE item (id TEXT PRIMARY KEY, held INTEGER NOT NULL, early INTEGER NOT NULL, committed INTEGER NOT NULL,
         movements INTEGER NOT NULL, signal TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID`,
      "CREATE INDEX item_scarce ON item (id) WHERE signal <> 'in_stock'",
      // parts: how many items the hold spans in this place, so that a changed content is recognised. detail: where its
      // units come from and what happened to sold ones, as JSON.
      `CREATE TABLE hold (item_id TEXT NOT NULL, hold_id TEXT NOT NULL, parts INTEGER NOT NULL, units INTEGER NOT NULL,
         state TEXT NOT NULL, since_ms INTEGER NOT NULL, expires_at_ms INTEGER, committed INTEGER NOT NULL, asker TEXT, buyer TEXT,
         reference TEXT NOT NULL, changed_at_ms INTEGER NOT NULL, detail TEXT NOT NULL,
         PRIMARY KEY (item_id, hold_id)) WITHOUT ROWID`,
      // HLD-2 Partial: a pinned hold is not in it, so it never lapses, and a sale which pins at once and commits touches neither.
      "CREATE INDEX hold_lapse ON hold (item_id, expires_at_ms) WHERE state = 'held'",
      "CREATE INDEX hold_asker ON hold (item_id, asker) WHERE state = 'held' AND asker IS NOT NULL",
      // Only items with a limit per buyer note who buys, as a hash; such rows are kept.
      "CREATE INDEX hold_buyer ON hold (item_id, buyer) WHERE buyer IS NOT NULL",
      `CREATE INDEX hold_ended ON hold (changed_at_ms)
         WHERE state IN ('released', 'lapsed') OR (state = 'fulfilled' AND buyer IS NULL)`,
      `CREATE TABLE movement (item_id TEXT NOT NULL, sequence INTEGER NOT NULL, at_ms INTEGER NOT NULL,
         kind TEXT NOT NULL, location TEXT, on_hand_delta INTEGER NOT NULL, committed_delta INTEGER NOT NULL,
         reason TEXT NOT NULL, note TEXT, actor TEXT NOT NULL, reference TEXT, hold_id TEXT,
         PRIMARY KEY (item_id, sequence)) WITHOUT ROWID`,
      // What all movements up to a sequence add up to, so that an audit counts from there.
      `CREATE TABLE checkpoint (item_id TEXT NOT NULL, sequence INTEGER NOT NULL, on_hand INTEGER NOT NULL,
         committed INTEGER NOT NULL, PRIMARY KEY (item_id, sequence)) WITHOUT ROWID`,
    ],
  },
  {
    id: 103,
    name: "staff",
    statements: [
      // Finds the items of a hold by its id: only ones held early, so that a sale which pins at once is not in it.
      "CREATE INDEX hold_items ON hold (hold_id) WHERE parts > 1 AND state = 'held'",
      // What staff did, among any number of sales.
      `CREATE INDEX movement_staff ON movement (item_id, sequence)
         WHERE kind IN ('adjusted', 'transferred', 'released')`,
    ],
  },
];

/** Of the home of hot items: see spread/spread-rows.ts. */
export const HOME_MIGRATIONS: readonly Migration[] = [
  ...STOCK_MIGRATIONS,
  {
    id: 101,
    name: "spread",
    statements: [
      `CREATE TABLE spread (item_id TEXT PRIMARY KEY, version INTEGER NOT NULL, phase TEXT NOT NULL,
         shards INTEGER NOT NULL, by_hand INTEGER NOT NULL, changed_at_ms INTEGER NOT NULL) WITHOUT ROWID`,
      `CREATE TABLE shard_link (item_id TEXT NOT NULL, shard INTEGER NOT NULL, grant_number INTEGER NOT NULL,
         grant_pending TEXT, return_number INTEGER NOT NULL, lent TEXT NOT NULL, is_over INTEGER NOT NULL,
         PRIMARY KEY (item_id, shard)) WITHOUT ROWID`,
    ],
  },
  {
    id: 102,
    name: "publication",
    statements: [
      "ALTER TABLE shard_link ADD COLUMN promised INTEGER NOT NULL DEFAULT 0",
      // body: the news that the version says, and the last happenings, as JSON.
      `CREATE TABLE publication (item_id TEXT PRIMARY KEY, version INTEGER NOT NULL, confirmed INTEGER NOT NULL,
         sends INTEGER NOT NULL, sent_at_ms INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID`,
      // Items that were there before anything was published are published now.
      `INSERT INTO due (kind, subject, at_ms, attempts)
         SELECT 'publish_all', '', 0, 0 WHERE EXISTS (SELECT 1 FROM item)`,
    ],
  },
];

/** Of one shard of a hot item: see spread/shard-state.ts. */
export const SHARD_MIGRATIONS: readonly Migration[] = [
  ...STOCK_MIGRATIONS,
  {
    id: 101,
    name: "shard",
    statements: [
      `CREATE TABLE shard (id INTEGER PRIMARY KEY, item_id TEXT NOT NULL, shard INTEGER NOT NULL,
         version INTEGER NOT NULL, is_open INTEGER NOT NULL, grant_taken INTEGER NOT NULL,
         return_number INTEGER NOT NULL, pending TEXT, settled_to INTEGER NOT NULL)`,
    ],
  },
];

/**
 * CAT-6 A shopper sees an edit within 7 seconds. Two intervals add up to that bound: what an isolate believes without
 * asking, and what caches in front of it may repeat. The contracts state it and the journey test measures it.
 */
export const HEADS_KEEP_MS = 2_000;
export const MAX_AGE_S = 5;

/** Within 7 seconds every shopper sees an edit (contracts/http/store/product-routes.ts says so too). */
export const SEEN_WITHIN_MS = HEADS_KEEP_MS + MAX_AGE_S * 1_000;

/** From this share of the keeping time on, one request renews the heads while the others go on. */
export const RENEW_FROM_SHARE = 0.75;

/**
 * With the database down, whoever needs it young (checkout) is refused after this. Browsing goes on from what an isolate
 * remembers and from copies, marked `Souk-Stale: true`.
 */
export const STALE_IF_ERROR_MS = 10 * 60 * 1_000;

/** A database that does not say what changed within this time counts as down, and is asked again after the pause. */
export const HEADS_DEADLINE_MS = 1_000;
export const HEADS_RETRY_MS = 1_000;

/**
 * CAT-10 Who asks for the heads waits so long for what is due to be turned, 600 products and more; what takes longer is
 * turned behind the answer, and is in the next heads.
 */
export const TURNS_WAIT_MS = 500;

/** An isolate that missed more changes than this forgets everything instead of reading them. */
export const FEED_ROWS_MAX = 1_000;

/**
 * SIG-3 How long a sale or a delivery may take until the catalog knows that an item is out or back: changes wait for
 * others in the item's home (durable-objects/settings.ts), then in the queue, then they are written.
 */
export const PUBLISHED_WITHIN_MS = 3_000;

/** Within 10 seconds every shopper sees it (contracts/http/store/product-routes.ts says so too). */
export const STOCK_SEEN_WITHIN_MS = PUBLISHED_WITHIN_MS + SEEN_WITHIN_MS;

/** Rows of the feed about stock are kept this long, and an isolate that slept half as long forgets everything. */
export const FEED_KEEP_MS = 60 * 60 * 1_000;

/** Copies in KV say of which version they are; of another one they serve only while the database is down. */
export const COPY_TTL_S = 7 * 24 * 60 * 60;
export const COPY_DEADLINE_MS = 500;
/** A KV that failed is asked again after this. */
export const COPIES_RETRY_MS = 2_000;

/** A database that takes longer for an answer counts as down. */
export const READ_DEADLINE_MS = 3_000;

/** What an isolate remembers at the most. It has 128 MB for everything. */
export const MEMORY_LIMITS = {
  answers: { entriesMax: 5_000, bytesMax: 24 * 1024 * 1024 },
  absences: { entriesMax: 2_000, bytesMax: 1024 * 1024 },
  published: { entriesMax: 5_000, bytesMax: 2 * 1024 * 1024 },
  variants: { entriesMax: 10_000, bytesMax: 8 * 1024 * 1024 },
  settings: { entriesMax: 1, bytesMax: 1024 * 1024 },
} as const;

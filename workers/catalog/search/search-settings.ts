/** Counts up when documents get another form: an index of an older one is then built anew, while it goes on serving. */
export const DOCUMENT_FORM = 1;

/** How many products are looked at in one slice: one read of the catalog, one batch of writes. */
export const SLICE_PRODUCTS = 50;
export const FEED_ROWS_PER_SLICE = 500;
export const FILL_IDS_PER_SLICE = 2_000;

/** An invocation does this much, then sends itself a message. */
export const SLICES_PER_RUN = 40;
export const RUN_MS = 20_000;

/** A message after a commit waits this long for further commits (nudge-search.ts). */
export const NUDGE_AFTER_MS = 100;

/** What an isolate believes of slots, settings and synonyms without asking. */
export const STATE_KEEP_MS = 2_000;

/** The slot that served before is left alone this long: isolates may still read it. */
export const OLD_SLOT_KEEP_MS = 60_000;

/** For how long caches may repeat an answer. */
export const SEARCH_MAX_AGE_S = 5;

/** Exact counts end here: `1000+`. */
export const COUNTED_MAX = 1_000;
export const FACET_VALUES_MAX = 50;

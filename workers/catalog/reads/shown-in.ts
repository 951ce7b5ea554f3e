import { type SQL, sql } from "drizzle-orm";

/**
 * CAT-10 A condition on `product`: shoppers of this sales channel see it, as of the last turn that was applied. EDG-4 For products that
 * are found by something else: with the `+` it never makes the planner look at all that are shown, which is nearly the whole shop.
 */
export function shownIn(channel: string): SQL {
  return sql`+product.is_shown = 1 AND ${isOfChannel(channel)}`;
}

/** The same for a walk along the index of what is shown, newest first. */
export function walkShown(channel: string): SQL {
  return sql`product.is_shown = 1 AND ${isOfChannel(channel)}`;
}

/** CAT-10 The same as of this very moment, for what is charged: a turn that nobody has applied yet counts. */
export function shownAt(nowMs: number): SQL {
  return sql`product.status = 'active' AND coalesce(product.publish_at_ms, 0) <= ${nowMs}
    AND (product.unpublish_at_ms IS NULL OR product.unpublish_at_ms > ${nowMs})`;
}

/** A condition on `product`: the channel is one of its own, or it names none. */
export function isOfChannel(channel: string): SQL {
  return sql`(product.channels IS NULL
    OR EXISTS (SELECT 1 FROM json_each(product.channels) AS named WHERE named.value = ${channel}))`;
}

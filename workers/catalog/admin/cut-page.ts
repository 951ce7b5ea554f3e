/** Of all things on a page together, in characters as the database has them: a Worker has 128 MB for everything that it does. */
export const PAGE_LENGTH_MAX = 4_000_000;

/**
 * What fits on a page, of rows that say how long the things are that they stand for: at most `limit` of them, and so many that a
 * Worker has room for; one at least, however long. Ask for one row more than the limit, to know whether others follow.
 */
export function cutPage<Row extends { readonly length: number }>(
  rows: readonly Row[],
  limit: number,
): { readonly page: readonly Row[]; readonly last: Row | undefined } {
  let length = 0;
  const endsAt = rows.findIndex((row, index) => {
    length += row.length;
    return index === limit || (index > 0 && length > PAGE_LENGTH_MAX);
  });
  if (endsAt < 0) return { page: rows, last: undefined };
  const page = rows.slice(0, endsAt);
  return { page, last: page.at(-1) };
}

import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import type { SearchState } from "./search-state.ts";
import type { Statement } from "./search-statements.ts";
import type { Tables } from "./slots.ts";

/** One search on its way. */
export type Searching = {
  /** Any replica will do: the index is behind by seconds as it is. */
  session: Pick<D1DatabaseSession, "prepare" | "batch">;
  state: SearchState;
  tables: Tables;
  shelf: Shelf;
  /** Where this reader's prices stand, one after the other (domain/search/price-classes.ts). */
  priceShelves: readonly string[];
  /** What it took: the budget that tests count. */
  cost: { questions: number; rowsRead: number };
};

export type Row = Record<string, string | number | null>;

/** Asks several things of one state of the index; answers in their order. */
export async function ask(searching: Searching, statements: readonly Statement[]): Promise<Row[][]> {
  if (statements.length === 0) return [];
  const { session, cost } = searching;
  cost.questions += 1;
  const results = await session.batch<Row>(
    statements.map(({ sql, values }) => session.prepare(sql).bind(...values)),
  );
  for (const { meta } of results) cost.rowsRead += meta.rows_read ?? 0;
  return results.map(({ results: rows }) => rows);
}

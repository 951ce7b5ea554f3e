import type { LevelRow, LevelsResult, ListLevels } from "../../contracts/rpc/stock-staff.ts";
import { isInState } from "../../domain/inventory/stock-state.ts";
import type { Moves } from "./spread/moves.ts";
import type { SpreadRows } from "./spread/spread-rows.ts";
import type { SurveyHome } from "./spread/survey-home.ts";
import type { StockRows } from "./stock-rows.ts";

export type Lists = { rows: StockRows; spreads: SpreadRows; moves: Moves; survey: SurveyHome };

/** Items of one look. Staff go on from where it ended. */
const LOOKS_MAX = 500;

/** Levels of a partition's items by id, exact as of now, hot ones over all their shards. */
export async function listLevels(lists: Lists, ask: ListLevels, now: () => number): Promise<LevelsResult> {
  const rows: LevelRow[] = [];
  let after = ask.after ?? "";
  for (let looks = 0; looks < LOOKS_MAX; ) {
    const itemIds = candidates(lists, ask, after);
    for (const itemId of itemIds) {
      if (rows.length === ask.limit) return { rows, after };
      after = itemId;
      looks += 1;
      const level = await lists.survey.level(itemId, now);
      if (isInState(level, ask.state)) rows.push({ level, move: lists.moves.stateOf(itemId) });
    }
    if (itemIds.length < ask.limit) return { rows, after: null };
  }
  return { rows, after };
}

/**
 * Who may be in the state. What shoppers are told of an item is written when it changes, so it may be behind when time
 * alone freed units, and it knows nothing of what shards have sold: such items are looked at.
 */
function candidates({ rows, spreads }: Lists, { state, limit }: ListLevels, after: string): string[] {
  const written = rows.itemIdsAfter(after, limit, state !== "all");
  const hot = state === "all" ? [] : spreads.underway().map(({ itemId }) => itemId);
  return [...new Set([...written, ...hot.filter((itemId) => itemId > after)])].sort().slice(0, limit);
}

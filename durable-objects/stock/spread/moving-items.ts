import type { MoveState, SpreadView } from "../../../contracts/rpc/stock.ts";
import type { Commit } from "../../host/group-commit.ts";
import type { SpreadRow, SpreadRows } from "./spread-rows.ts";

/** The items of a home that are not at home, in memory as committed: every hold asks about its items. */
export class MovingItems {
  readonly #rows: SpreadRows;
  #underway: Map<string, SpreadRow> | null = null;

  constructor(rows: SpreadRows) {
    this.#rows = rows;
  }

  of(itemId: string): SpreadRow | null {
    this.#underway ??= new Map(this.#rows.underway().map((row) => [row.itemId, row]));
    return this.#underway.get(itemId) ?? null;
  }

  save(commit: Commit, row: SpreadRow): void {
    // Read first what is committed: read after this, memory would keep it even if the group's commit fails.
    this.of(row.itemId);
    this.#rows.saveSpread(row);
    commit.afterCommit(() => {
      if (row.phase === "home") this.#underway?.delete(row.itemId);
      else this.#underway?.set(row.itemId, row);
    });
  }
}

/** Where callers find the shards. */
export function viewSpread({ itemId, version, shards }: SpreadRow): SpreadView {
  return { itemId, version, shards, direct: false };
}

/** How far a move is. */
export function stateOf({ itemId, version, phase, shards }: SpreadRow): MoveState {
  return { itemId, version, phase, shards };
}

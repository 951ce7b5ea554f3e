import type { MoveResult } from "../../../contracts/rpc/stock.ts";
import type { Commit } from "../../host/group-commit.ts";
import { stateOf } from "./moving-items.ts";
import { MOVE, type SpreadHome } from "./spread-home.ts";
import type { SpreadRow } from "./spread-rows.ts";

/** `byHand`: a person wants it. */
export type MoveAsk = { itemId: string; shards: number; byHand: boolean };

/** Writes down that an item goes to shards, inside a member of a group; the duty takes it there. */
export function beginMove(home: SpreadHome, commit: Commit, ask: MoveAsk, nowMs: number): MoveResult {
  const { rows, book, moving } = home;
  const { itemId, shards, byHand } = ask;
  const item = book.item(itemId);
  if (!item) return { kind: "unknown_item" };
  // INV-8 Who bought how much is known at home alone.
  if (item.policy.maxPerBuyer !== null) return { kind: "limited_per_buyer" };
  const earlier = rows.spread(itemId);
  if (earlier && earlier.phase !== "home") return beginAgain(home, commit, earlier, ask);
  // Each attempt to open the shards raises it.
  const version = earlier?.version ?? 0;
  const row: SpreadRow = { itemId, version, phase: "opening", shards, byHand, changedAtMs: nowMs };
  moving.save(commit, row);
  home.host.plan(MOVE, itemId, nowMs);
  return { kind: "moving", state: stateOf(row) };
}

/** The same move again is no other one. What a person asks for stays until a person ends it. */
function beginAgain(
  { moving }: SpreadHome,
  commit: Commit,
  row: SpreadRow,
  { shards, byHand }: MoveAsk,
): MoveResult {
  if (row.phase === "gathering" || row.shards !== shards) return { kind: "busy", state: stateOf(row) };
  if (byHand && !row.byHand) moving.save(commit, { ...row, byHand });
  return { kind: "moving", state: stateOf(row) };
}

/** The same for the way home. */
export function beginGathering(home: SpreadHome, commit: Commit, itemId: string, nowMs: number): MoveResult {
  const row = home.rows.spread(itemId);
  if (!row)
    return home.book.item(itemId)
      ? { kind: "moving", state: { itemId, version: 0, phase: "home", shards: 0 } }
      : { kind: "unknown_item" };
  if (row.phase === "opening" || row.phase === "granting") return { kind: "busy", state: stateOf(row) };
  if (row.phase !== "spread") return { kind: "moving", state: stateOf(row) };
  const gathering: SpreadRow = { ...row, phase: "gathering", version: row.version + 1, changedAtMs: nowMs };
  home.moving.save(commit, gathering);
  home.host.plan(MOVE, itemId, nowMs);
  return { kind: "moving", state: stateOf(gathering) };
}

import type { HoldView } from "../../contracts/rpc/stock.ts";
import type {
  AdjustMany,
  AdjustRowAsk,
  AdjustRowResult,
  AuditItems,
  AuditItemsResult,
  ClaimKey,
  ClaimResult,
  LevelsResult,
  ListLevels,
  WithdrawHold,
  WithdrawResult,
} from "../../contracts/rpc/stock-staff.ts";
import type { Commit } from "../host/group-commit.ts";
import type { Idempotency } from "../host/idempotency.ts";
import type { PartitionHost } from "../host/partition-host.ts";
import { adjustRow } from "./adjust-row.ts";
import { auditItems } from "./audit-items.ts";
import { unitsTakenAway } from "./change-levels.ts";
import { type Lists, listLevels } from "./list-levels.ts";
import { lentOf } from "./spread/moves.ts";
import type { StockBook } from "./stock-book.ts";
import { noteWithdrawalElsewhere } from "./withdraw-stock.ts";

/** Rows of a bulk adjustment that wait in the group's queue together: buyers find room beside them. */
const ROWS_AT_ONCE = 50;

export type Desk = Lists & {
  host: PartitionHost;
  book: StockBook;
  keys: Idempotency;
  /** Calls home what shards have free of an item. */
  bringHome(itemId: string): Promise<void>;
  withdrawHere(ask: WithdrawHold): Promise<WithdrawResult>;
  /** What a partition does by itself once it has items. */
  planDuties(commit: Commit, nowMs: number): void;
};

/** What staff ask of a home beside single items. */
export class StaffDesk {
  readonly #at: Desk;

  constructor(desk: Desk) {
    this.#at = desk;
  }

  /** IDP-3 The whole request is one intent: another one may not come under its key, not even in rows that are new. */
  claim({ idempotency }: ClaimKey): Promise<ClaimResult> {
    const { host, keys } = this.#at;
    return host.commit((_commit, nowMs) => {
      const earlier = keys.recall(idempotency.scope, nowMs);
      if (earlier && earlier.requestHash !== idempotency.requestHash) return { kind: "key_reused" };
      if (!earlier) keys.remember(idempotency, "", 0, nowMs);
      return { kind: "claimed", replayed: earlier !== null };
    });
  }

  async adjustMany({ asks }: AdjustMany): Promise<AdjustRowResult[]> {
    const outcomes: AdjustRowResult[] = [];
    for (let start = 0; start < asks.length; start += ROWS_AT_ONCE) {
      const slice = asks.slice(start, start + ROWS_AT_ONCE);
      // What shards could sell meanwhile comes home first, so that only what is really promised is found missing.
      for (const itemId of this.#lentAndTaken(slice)) await this.#at.bringHome(itemId);
      outcomes.push(...(await Promise.all(slice.map((ask) => this.#adjustRow(ask)))));
    }
    return outcomes;
  }

  levels(ask: ListLevels): Promise<LevelsResult> {
    return listLevels(this.#at, ask, this.#now);
  }

  auditItems(ask: AuditItems): Promise<AuditItemsResult> {
    return auditItems(this.#at, ask, this.#now);
  }

  /** HLD-6 Wherever the hold lives, the home's ledger tells of it. */
  async withdraw(ask: WithdrawHold): Promise<WithdrawResult> {
    const here = await this.#at.withdrawHere(ask);
    if (here.kind !== "unknown_hold") return here;
    const there = await this.#at.survey.withdraw(ask);
    if (there.kind === "withdrawn") await this.#note(ask, there.hold);
    return there;
  }

  /** Should we die before this, staff got no answer either, and asking again writes it. */
  #note(ask: WithdrawHold, hold: HoldView): Promise<void> {
    const { host, book, keys } = this.#at;
    return host.commit((_commit, nowMs) => noteWithdrawalElsewhere(book, keys, ask, hold, nowMs));
  }

  #adjustRow(ask: AdjustRowAsk): Promise<AdjustRowResult> {
    const { host, book, keys } = this.#at;
    return host.commit(
      (commit, nowMs) => {
        this.#at.planDuties(commit, nowMs);
        return adjustRow(book, keys, ask, nowMs);
      },
      { itemIds: [ask.itemId], holds: [] },
    );
  }

  #lentAndTaken(asks: readonly AdjustRowAsk[]): Set<string> {
    const { book } = this.#at;
    const taken = asks.filter((ask) => lentOf(book.item(ask.itemId)) > 0 && unitsTakenAway(book, ask) > 0);
    return new Set(taken.map((ask) => ask.itemId));
  }

  readonly #now = () => this.#at.host.clock.nowMs();
}

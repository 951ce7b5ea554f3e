import type {
  AdjustResult,
  AdjustStock,
  HoldView,
  SetPolicy,
  SetPolicyResult,
  TransferStock,
} from "../../contracts/rpc/stock.ts";
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
import { adjustStock, type Changed, setPolicy, takesLent, transferStock } from "./change-levels.ts";
import { type Lists, listLevels } from "./list-levels.ts";
import { CallHome } from "./spread/call-home.ts";
import type { StockBook } from "./stock-book.ts";
import { noteWithdrawalElsewhere } from "./withdraw-stock.ts";

/** Rows of a bulk adjustment that wait in the group's queue together: buyers find room beside them. */
const ROWS_AT_ONCE = 50;

export type Desk = Lists & {
  host: PartitionHost;
  book: StockBook;
  keys: Idempotency;
  withdrawHere(ask: WithdrawHold): Promise<WithdrawResult>;
  /** What a partition does by itself once it has items. */
  planDuties(commit: Commit, nowMs: number): void;
};

/** What staff ask of a home. */
export class StaffDesk {
  readonly #at: Desk;
  readonly #callHome: CallHome;

  constructor(desk: Desk) {
    this.#at = desk;
    this.#callHome = new CallHome(desk.host, desk.book, desk.moves);
  }

  async adjust(ask: AdjustStock): Promise<AdjustResult> {
    const { book, keys } = this.#at;
    const changed = await this.#callHome.before(
      ask.itemId,
      () => takesLent(book, keys, ask, this.#now()),
      (commit, nowMs) => {
        this.#at.planDuties(commit, nowMs);
        return adjustStock(book, keys, ask, nowMs);
      },
    );
    return this.#shown(ask.itemId, changed);
  }

  async transfer(ask: TransferStock): Promise<AdjustResult> {
    const { book, keys } = this.#at;
    const changed = await this.#callHome.before(
      ask.itemId,
      () => true,
      (_commit, nowMs) => transferStock(book, keys, ask, nowMs),
    );
    return this.#shown(ask.itemId, changed);
  }

  /** INV-8 Shards sell by the policy they were opened with. */
  async setPolicy(ask: SetPolicy): Promise<SetPolicyResult> {
    const changed = await this.#callHome.before(
      ask.itemId,
      () => true,
      (_commit, nowMs) => setPolicy(this.#at.book, ask, nowMs),
    );
    if (changed.kind !== "changed") return changed;
    return { kind: "set", level: await this.#at.survey.level(ask.itemId, this.#now) };
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
      outcomes.push(...(await this.#adjustSlice(asks.slice(start, start + ROWS_AT_ONCE))));
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

  async #adjustSlice(asks: readonly AdjustRowAsk[]): Promise<AdjustRowResult[]> {
    const outcomes: (AdjustRowResult | null)[] = asks.map(() => null);
    for (let recalls = 0; ; recalls += 1) {
      const waiting = new Set<string>();
      await Promise.all(
        asks.map(async (ask, index) => {
          outcomes[index] ??= await this.#adjustRow(ask, waiting, recalls);
        }),
      );
      if (waiting.size === 0) return outcomes.filter((outcome) => outcome !== null);
      await this.#callHome.recall(waiting, recalls);
    }
  }

  /** Null for a row that waits for its item to be called home, or behind such a row: rows of one item keep their order. */
  #adjustRow(ask: AdjustRowAsk, waiting: Set<string>, recalls: number): Promise<AdjustRowResult | null> {
    const { host, book, keys } = this.#at;
    return host.commit(
      (commit, nowMs) => {
        const isDue = this.#callHome.isDue(ask.itemId, recalls, () =>
          takesLent(book, keys, ask, this.#now()),
        );
        if (isDue || waiting.has(ask.itemId)) {
          waiting.add(ask.itemId);
          return null;
        }
        this.#at.planDuties(commit, nowMs);
        return adjustRow(book, keys, ask, nowMs);
      },
      { itemIds: [ask.itemId], holds: [] },
    );
  }

  async #shown(itemId: string, changed: Changed): Promise<AdjustResult> {
    if (changed.kind !== "changed") return changed;
    const level = await this.#at.survey.level(itemId, this.#now);
    return { kind: "adjusted", level, replayed: changed.replayed };
  }

  readonly #now = () => this.#at.host.clock.nowMs();
}

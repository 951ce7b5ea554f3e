import type { StockAuditView } from "../../contracts/rpc/stock.ts";
import { logEvent } from "../../platform/telemetry/log.ts";
import type { Duty, PartitionHost } from "../host/partition-host.ts";
import { type Audited, auditItems } from "./audit-items.ts";

const AUDIT = "audit";
const EVERY_MS = 24 * 3_600_000;
const SLICE = 25;
const PAUSE_MS = 1_000;
/** Where a round has got to; kept in `meta`. */
const ROUND = "audit_round";

type Round = {
  after: string | null;
  beganAtMs: number;
  items: number;
  unbalanced: number;
  uncounted: number;
};

/**
 * AUD-2 A partition audits all its items once a day: a slice, a pause, the next slice. Its own alarm drives it, since
 * one due row can neither fork nor be lost, as a message that continues itself can, and no call grows with the shop.
 */
export class AuditRounds {
  readonly #host: PartitionHost;
  readonly #audited: Audited;
  readonly #partition: string;

  constructor(host: PartitionHost, audited: Audited, partition: string) {
    this.#host = host;
    this.#audited = audited;
    this.#partition = partition;
  }

  /** The first round comes a day after the first item. Runs inside a member of a group. */
  planFirst(nowMs: number): void {
    this.#host.planOnce(AUDIT, "", nowMs + EVERY_MS);
  }

  duty(): Duty {
    return { kind: AUDIT, batch: 1, run: (_due, nowMs) => this.#goOn(nowMs) };
  }

  async #goOn(nowMs: number): Promise<void> {
    const round = this.#read() ?? { after: null, beganAtMs: nowMs, items: 0, unbalanced: 0, uncounted: 0 };
    const now = () => this.#host.clock.nowMs();

    const slice = await auditItems(this.#audited, { after: round.after, limit: SLICE }, now);
    for (const audit of slice.unbalanced) this.#raiseAlarm(audit);
    const next: Round = {
      after: slice.after,
      beganAtMs: round.beganAtMs,
      items: round.items + slice.audited,
      unbalanced: round.unbalanced + slice.unbalanced.length,
      uncounted: round.uncounted + slice.uncounted.length,
    };

    const isOver = next.after === null;
    await this.#host.commitOwn((_commit, atMs) => {
      this.#host.meta.set(ROUND, JSON.stringify(isOver ? null : next));
      this.#host.plan(AUDIT, "", isOver ? next.beganAtMs + EVERY_MS : atMs + PAUSE_MS);
    });
    if (isOver) this.#report(next);
  }

  #raiseAlarm({ level, checks }: StockAuditView): void {
    const broken = checks.filter((check) => check.counted !== check.recorded);
    logEvent("error", "stock.unbalanced", {
      partition: this.#partition,
      item: level.itemId,
      checks: broken.map(({ name, counted, recorded }) => `${name}: ${counted}, not ${recorded}`).join("; "),
    });
  }

  #report({ beganAtMs, items, unbalanced, uncounted }: Round): void {
    logEvent(unbalanced > 0 ? "error" : uncounted > 0 ? "warn" : "info", "stock.audited", {
      partition: this.#partition,
      ...{ items, unbalanced, uncounted, took_ms: this.#host.clock.nowMs() - beganAtMs },
    });
  }

  #read(): Round | null {
    return JSON.parse(this.#host.meta.text(ROUND) ?? "null") as Round | null;
  }
}

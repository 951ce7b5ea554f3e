/** Shipped code with one mistake in it, which the simulation has to notice. */
export type Variant = {
  name: string;
  /** The mistake, in a sentence. */
  says: string;
  /** Texts of shipped files and what stands there instead. */
  patches: readonly { file: string; find: string; replace: string }[];
};

export const VARIANTS: readonly Variant[] = [
  {
    name: "oversell-by-one",
    says: "The last unit is promised once more.",
    patches: [
      {
        file: "domain/hold/hold-units.ts",
        find: "if (free < ask.units) {",
        replace: "if (free + 1 < ask.units) {",
      },
    ],
  },
  {
    name: "available-clamped",
    says: "What is short is shown as zero.",
    patches: [
      {
        file: "domain/hold/balance.ts",
        find: "return balance.total - balance.held - balance.committed - balance.reserve;",
        replace: "return Math.max(0, balance.total - balance.held - balance.committed - balance.reserve);",
      },
    ],
  },
  {
    name: "lines-not-summed",
    says: "Two lines of one item are asked for one by one.",
    patches: [
      {
        file: "domain/inventory/sum-per-item.ts",
        find: "units.set(line.itemId, (units.get(line.itemId) ?? 0) + line.quantity)",
        replace: "units.set(line.itemId, line.quantity)",
      },
    ],
  },
  {
    name: "lapse-by-alarm-alone",
    says: "Units of lapsed holds are free only once the sweep has been there.",
    patches: [
      {
        file: "durable-objects/stock/hold-stock.ts",
        find: "if (!rows.holdPart(itemId, ask.holdId)) freeLapsed(rows, itemId, units, nowMs);",
        replace: "",
      },
    ],
  },
  {
    name: "commit-without-hold",
    says: "What was never held can be sold.",
    patches: [
      {
        file: "durable-objects/stock/settle-hold.ts",
        find: 'if (!item || !part) return { kind: "unknown_hold" };',
        replace: 'if (!item || !part) return { kind: "committed" };',
      },
    ],
  },
  {
    name: "release-by-count",
    says: "A release gives back as many units as it names, whoever holds them.",
    patches: [
      {
        file: "domain/hold/release-hold.ts",
        find: "changed(balance, { holdId: ask.holdId",
        replace: "changed({ ...balance, held: balance.held - ask.units }, { holdId: ask.holdId",
      },
    ],
  },
  {
    name: "granted-after-lapse",
    says: "The replay of a hold that has lapsed is told that it was granted.",
    patches: [
      {
        file: "domain/hold/hold-units.ts",
        find: 'if (state === "lapsed" || state === "released")',
        replace: 'if (state === "released")',
      },
    ],
  },
  {
    name: "no-tombstone",
    says: "A release that overtakes its hold is forgotten, and the hold comes to life.",
    patches: [
      {
        file: "durable-objects/stock/settle-hold.ts",
        find: "if (!decided.changed) continue;",
        replace: "if (decided.balance === item.balance) continue;",
      },
    ],
  },
  {
    name: "reply-before-commit",
    says: "A member is answered although the commit of its group fails.",
    patches: [
      {
        file: "durable-objects/host/group-commit.ts",
        find: "done.push({ member, value, effects });",
        replace: "done.push({ member, value, effects }); member.resolve(value as never);",
      },
    ],
  },
  {
    name: "memory-before-commit",
    says: "The instance believes that the sweep is planned before that is committed.",
    patches: [
      {
        file: "durable-objects/stock/stock.ts",
        find: "commit.afterCommit(() => {\n      this.#sweepPlanned = true;\n    });",
        replace: "void commit;\n    this.#sweepPlanned = true;",
      },
    ],
  },
  {
    name: "member-not-undone",
    says: "What a member wrote before it failed stays.",
    patches: [
      {
        file: "durable-objects/host/group-commit.ts",
        find: "const value = this.#storage.transactionSync(() =>\n        refusePromise(member.work({ afterCommit: (effect) => void effects.push(effect) })),\n      );",
        replace:
          "const value = refusePromise(member.work({ afterCommit: (effect) => void effects.push(effect) }));",
      },
    ],
  },
  {
    name: "pinned-lapses",
    says: "A hold lapses although payment has begun.",
    patches: [
      {
        file: "domain/hold/pin-hold.ts",
        find: 'changed(balance, { ...hold, state: "pinned", expiresAtMs: null })',
        replace: "changed(balance, { ...hold })",
      },
    ],
  },
  {
    name: "late-release-undoes-sale",
    says: "A late release takes back what was sold.",
    patches: [
      {
        file: "domain/hold/release-hold.ts",
        find: 'if (hold.state === "committed" || hold.state === "fulfilled") return refuse({ code: "hold_committed" });',
        replace:
          'if (hold.state === "committed") return ok(changed({ ...balance, committed: balance.committed - hold.units }, { ...hold, state: "released" }));',
      },
    ],
  },
  {
    name: "time-runs-back",
    says: "Object time follows a clock that was set back.",
    patches: [
      {
        file: "durable-objects/host/clock.ts",
        find: "Math.max(this.#lastMs, wallMs)",
        replace: "wallMs",
      },
    ],
  },
  {
    name: "alarm-forgotten",
    says: "After its work the alarm is not set again.",
    patches: [
      {
        file: "durable-objects/host/partition-host.ts",
        find: "await this.#arm(this.#nextMs());",
        replace: "this.#nextMs();",
      },
    ],
  },
  {
    name: "key-forgotten",
    says: "An adjustment that is sent again under its key is made again.",
    patches: [
      {
        file: "durable-objects/stock/adjust-stock.ts",
        find: "if (ask.idempotency) keys.remember(ask.idempotency, ask.itemId, after.movements, nowMs);",
        replace: "",
      },
    ],
  },
];

import { HOT_VARIANTS } from "./hot-variants.ts";

/** Shipped code with one mistake in it, which the simulation has to notice. */
export type Variant = {
  name: string;
  /** Which model notices it; without one it is that of a partition whose items stay at home. */
  model?: "hot";
  /** The mistake, in a sentence. */
  says: string;
  file: string;
  /** A text that the file has once, and what stands there instead. */
  find: string;
  replace: string;
};

export const VARIANTS: readonly Variant[] = [
  {
    name: "oversell-by-one",
    says: "The last unit is promised once more.",
    file: "domain/hold/hold-units.ts",
    find: "if (free < ask.units) {",
    replace: "if (free + 1 < ask.units) {",
  },
  {
    name: "available-clamped",
    says: "What is short is shown as zero.",
    file: "domain/hold/balance.ts",
    find: "return balance.total - balance.held - balance.committed - balance.granted - balance.safety;",
    replace:
      "return Math.max(0, balance.total - balance.held - balance.committed - balance.granted - balance.safety);",
  },
  {
    name: "lines-not-summed",
    says: "Of two lines of one item only the last is asked for.",
    file: "domain/inventory/sum-per-item.ts",
    find: "(units.get(part.itemId) ?? 0) + part.units * line.quantity",
    replace: "part.units * line.quantity",
  },
  {
    name: "item-named-twice",
    says: "Two lines of one item are each granted what is there once.",
    file: "durable-objects/stock/hold-stock.ts",
    find: 'if (!namesEachOnce(ask.items)) return { kind: "mismatch" };',
    replace: "void namesEachOnce;",
  },
  {
    name: "lapse-by-alarm-alone",
    says: "Units of lapsed holds are free only once the sweep has been there.",
    file: "durable-objects/stock/free-lapsed.ts",
    find: "const LAPSE_SLICE = 500;",
    replace: "const LAPSE_SLICE = 0;",
  },
  {
    name: "commit-without-hold",
    says: "What was never held can be sold.",
    file: "durable-objects/stock/settle-holds.ts",
    find: 'return { kind: "unknown_hold" };\n    const decided = commitHold(',
    replace: 'return { kind: "committed" };\n    const decided = commitHold(',
  },
  {
    name: "release-by-count",
    says: "A release gives back as many units as it names, whoever holds them.",
    file: "durable-objects/stock/settle-holds.ts",
    find: "if (earlier) book.saveItem(afterStep(item, step, earlier, after), nowMs);",
    replace:
      "book.saveItem(earlier ? afterStep(item, step, earlier, after) : { ...item, held: item.held - step.hold.units }, nowMs);",
  },
  {
    name: "granted-after-lapse",
    says: "The replay of a hold that has lapsed is told that it was granted.",
    file: "domain/hold/hold-units.ts",
    find: 'if (state === "lapsed" || state === "released")',
    replace: 'if (state === "released")',
  },
  {
    name: "no-tombstone",
    says: "A release that overtakes its hold is forgotten, and the hold comes to life.",
    file: "durable-objects/stock/settle-holds.ts",
    find: "if (earlier) book.saveItem(afterStep(item, step, earlier, after), nowMs);",
    replace: "if (!earlier) continue;\n    book.saveItem(afterStep(item, step, earlier, after), nowMs);",
  },
  {
    name: "reply-before-commit",
    says: "A member is answered although the commit of its group fails.",
    file: "durable-objects/host/group-commit.ts",
    find: "done.push({ member, value, effects });",
    replace: "done.push({ member, value, effects });\n      member.resolve(value as never);",
  },
  {
    name: "memory-before-commit",
    says: "The instance believes that the sweep is planned before that is committed.",
    file: "durable-objects/stock/holding-place.ts",
    find: "commit.afterCommit(() => {\n      this.#sweepPlanned = true;\n    });",
    replace: "void commit;\n    this.#sweepPlanned = true;",
  },
  {
    name: "memory-outlives-failure",
    says: "Items in memory stay as they would have been had the commit not failed.",
    file: "durable-objects/stock/stock-book.ts",
    find: "this.#mine = emptyPart();\n    this.#items.clear();",
    replace: "this.#mine = emptyPart();",
  },
  {
    name: "pinned-lapses",
    says: "A hold lapses although payment has begun.",
    file: "domain/hold/pin-hold.ts",
    find: '{ ...hold, state: "pinned", expiresAtMs: null }',
    replace: "{ ...hold }",
  },
  {
    name: "late-release-undoes-sale",
    says: "A late release takes back what was sold.",
    file: "domain/hold/release-hold.ts",
    find: 'if (hold.committed > 0) return refuse({ code: "hold_committed" });',
    replace:
      'if (hold.committed > 0) return ok(changed({ ...balance, committed: balance.committed - hold.committed }, { ...hold, state: "released" }));',
  },
  {
    name: "parcel-leaves-twice",
    says: "A parcel that is reported again leaves again.",
    file: "domain/hold/take-step.ts",
    find: "hold.steps.find((step) => step.id === ask.id)",
    replace: "hold.steps.find(() => false)",
  },
  {
    name: "some-of-all",
    says: "Of several items those that are there are held, and the others are not.",
    file: "durable-objects/stock/hold-stock.ts",
    find: "if (short.length > 0) return",
    replace: "if (short.length === ask.items.length) return",
  },
  {
    name: "replaced-though-refused",
    says: "An earlier hold is given back although the one that replaces it is refused.",
    file: "durable-objects/stock/hold-stock.ts",
    find: "const freed = givenBack(book, ask, nowMs);",
    replace:
      "const freed = givenBack(book, ask, nowMs);\n  for (const { item, rows } of freed.values()) { book.saveItem(item, nowMs); for (const row of rows) book.saveHold(row, nowMs); }",
  },
  {
    name: "promised-twice-at-a-location",
    says: "Units are to come from a location that has promised them already.",
    file: "domain/inventory/allocate.ts",
    find: "const some = Math.min(freeAt(level), left);",
    replace: "const some = Math.min(level.onHand, left);",
  },
  {
    name: "preorder-for-ever",
    says: "What is not there is sold beyond the day on which it should have come.",
    file: "domain/inventory/item-policy.ts",
    find: "return nowMs < beyond.availableFromMs ? beyond.limit : 0;",
    replace: "return beyond.limit;",
  },
  {
    name: "forgotten-too-early",
    says: "Ended holds are forgotten while late messages may still ask about them.",
    file: "durable-objects/stock/holding-place.ts",
    find: "const KEEP_ENDED_HOLDS_MS = 30 * 24 * 3_600_000;",
    replace: "const KEEP_ENDED_HOLDS_MS = 24 * 3_600_000;",
  },
  {
    name: "news-told-once",
    says: "What is told of an item and gets lost is never told again.",
    file: "domain/inventory/publication.ts",
    find: "if (sends === 0) return 0;\n  return sentAtMs +",
    replace: "if (sends === 0) return 0;\n  return sends > 0 ? null : sentAtMs +",
  },
  {
    name: "time-runs-back",
    says: "Object time follows a clock that was set back.",
    file: "durable-objects/host/clock.ts",
    find: "Math.max(this.#lastMs, wallMs)",
    replace: "wallMs",
  },
  {
    name: "alarm-forgotten",
    says: "After its work the alarm is not set again.",
    file: "durable-objects/host/partition-host.ts",
    find: "await this.#arm(this.#nextMs());",
    replace: "this.#nextMs();",
  },
  {
    name: "key-forgotten",
    says: "An adjustment that is sent again under its key is made again.",
    file: "durable-objects/host/idempotency.ts",
    find: "if (!row || row.expires_at_ms <= nowMs) return null;",
    replace: "if (!row || row.expires_at_ms > nowMs) return null;",
  },
  ...HOT_VARIANTS,
];

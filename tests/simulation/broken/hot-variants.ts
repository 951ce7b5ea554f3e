import type { Variant } from "./variants.ts";

const MOVES = "durable-objects/stock/spread/moves.ts";
const GRANT_UNITS = "durable-objects/stock/spread/grant-units.ts";
const SHARD_MOVES = "durable-objects/stock/spread/shard-moves.ts";

/** Mistakes in how a home and its shards share the units of a hot item. */
export const HOT_VARIANTS: readonly Variant[] = [
  {
    name: "grant-taken-twice",
    says: "A shard takes a grant that is sent again once more.",
    file: SHARD_MOVES,
    find: "if (number <= state.grantTaken) return;\n    invariant(number === state.grantTaken + 1,",
    replace: "invariant(true,",
  },
  {
    name: "grant-to-all",
    says: "Each shard is granted all that is free.",
    file: "domain/inventory/divide-free.ts",
    find: "const share = Math.floor(units / parts) + extra;",
    replace: "const share = units + 0 * extra;",
  },
  {
    name: "grant-forgotten",
    says: "A grant is known to the home's memory alone, and forgotten when it dies.",
    file: GRANT_UNITS,
    find: "grantPending: { number, parts: [...parts] }, lent, isOver: false }",
    replace: "grantPending: null, lent, isOver: false }",
  },
  {
    name: "grant-forgotten-unconfirmed",
    says: "A grant is taken for delivered once it was sent, whether it arrived or not.",
    file: GRANT_UNITS,
    find: "await home.shardOf(itemId, shard).receive({ itemId, ...grantPending });",
    replace: "await home.shardOf(itemId, shard).receive({ itemId, ...grantPending }).catch(() => {});",
  },
  {
    name: "return-taken-twice",
    says: "The home takes a return that is sent again once more.",
    file: "durable-objects/stock/spread/take-return.ts",
    find: "if (returned.number <= link.returnNumber) return null;\n  invariant(\n    returned.number === link.returnNumber + 1,",
    replace: "invariant(\n    true,",
  },
  {
    name: "return-not-kept",
    says: "A shard does not keep what it returned until the home has it.",
    file: SHARD_MOVES,
    find: "state = { ...state, pending, returnNumber: pending.number };",
    replace: "state = { ...state, returnNumber: pending.number };",
  },
  {
    name: "shard-says-sold-out",
    says: "A shard that has none left says so, instead of sending the buyer home.",
    file: "durable-objects/stock/hold-stock.ts",
    find: "if (spreads.length > 0) return",
    replace: "if (spreads.length > short.length) return",
  },
  {
    name: "recall-skipped",
    says: "The home says no while shards have units.",
    file: MOVES,
    find: 'if (lentOf(this.#home.book.item(itemId)) === 0) return "refuse";',
    replace: 'return "refuse";',
  },
  {
    name: "recall-of-before",
    says: "Who asks while a recall runs is refused by that one, which may have been past the shard.",
    file: "durable-objects/stock/spread/shared-recalls.ts",
    find: "known.next ??= known.running.then(\n      () => this.#recallNow(itemId),\n      () => this.#recallNow(itemId),\n    );\n    return known.next;",
    replace: "return known.running;",
  },
  {
    name: "others-gathering",
    says: "Who met grants on their way is refused because somebody else has begun to gather.",
    file: MOVES,
    find: '(this.isCalledHome(itemId) ? "refuse" : this.whenShort(itemId))',
    replace: '(this.#home.moving.of(itemId)?.phase === "gathering" ? "refuse" : this.whenShort(itemId))',
  },
  {
    name: "taken-from-sale",
    says: "Staff take away units that open shards may sell, because somebody else has begun to gather.",
    file: "durable-objects/stock/spread/call-home.ts",
    find: "if (recalls > 0 && this.#moves.isCalledHome(itemId)) return false;",
    replace: 'if (recalls > 0 && this.#moves.stateOf(itemId)?.phase === "gathering") return false;',
  },
  {
    name: "overtaken-answer",
    says: "A shard that is over is there again by an answer that came late, and can't be granted anything.",
    file: "durable-objects/stock/spread/collect-units.ts",
    find: "link.isOver || (answer.isOver &&",
    replace: "(answer.isOver &&",
  },
  {
    name: "policy-of-before",
    says: "A shard sells by the policy of an earlier attempt to open it.",
    file: GRANT_UNITS,
    find: "const next = { ...row, version: row.version + 1 };",
    replace: "const next = { ...row, version: Math.max(row.version, 1) };",
  },
  {
    name: "settlement-lost",
    says: "What a shard sold is not among what it returns.",
    file: SHARD_MOVES,
    find: "free: [...free], sold: sold.holds };",
    replace: "free: [...free], sold: [] };",
  },
  {
    name: "settled-twice",
    says: "What was settled before is settled again.",
    file: SHARD_MOVES,
    find: "state = { ...state, settledTo: this.#present(ask.itemId).item.movements };",
    replace: "",
  },
  {
    name: "closed-shard-sells",
    says: "A closed shard still sells.",
    file: SHARD_MOVES,
    find: "return state?.isOpen && state.itemId === itemId ? null",
    replace: "return state?.itemId === itemId ? null",
  },
  {
    name: "home-too-early",
    says: "An item is at home while a shard still holds some of it.",
    file: SHARD_MOVES,
    find: "pending === null && item.held === 0 && item.levels.every((level) => level.onHand === 0);",
    replace: "pending === null;",
  },
  {
    name: "retry-elsewhere",
    says: "A question that got lost is asked again of another shard.",
    file: "tests/simulation/hot/shipped.ts",
    find: "return place;",
    replace: "return place && asked > 0 ? { ...place, shard: 0 } : place;",
  },
].map((variant) => ({ ...variant, model: "hot" as const }));

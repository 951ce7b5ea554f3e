import { describe, expect, it } from "vitest";
import { available, type Balance } from "./balance.ts";
import { commitHold } from "./commit-hold.ts";
import { extendHold } from "./extend-hold.ts";
import { fulfilHold } from "./fulfil-hold.ts";
import type { Hold } from "./hold.ts";
import { holdUnits } from "./hold-units.ts";
import { lapseHold } from "./lapse-hold.ts";
import { pinHold } from "./pin-hold.ts";
import { releaseHold } from "./release-hold.ts";
import { uncommitHold } from "./uncommit-hold.ts";

const MINUTE = 60_000;
const HOLD_FOR = 15 * MINUTE;

/** Plays a table that a merchant can read; every line says what it expects. */
function play(table: string) {
  let balance: Balance = { total: 0, held: 0, committed: 0, granted: 0, safety: 0, allowance: 0 };
  const holds = new Map<string, Hold>();
  let nowMs = 0;

  const lapseAll = () => {
    for (const hold of holds.values()) {
      if (hold.state !== "held" || (hold.expiresAtMs ?? 0) > nowMs) continue;
      const after = lapseHold(balance, hold, nowMs);
      balance = after.balance;
      holds.set(hold.holdId, after.hold);
    }
  };
  const step = (words: string[]): string => {
    const [verb = "", id = "", amount = "", stepId = "step"] = words;
    const units = Number(amount);
    const hold = holds.get(id) ?? null;
    if (verb === "receive") {
      balance = { ...balance, total: balance.total + Number(id) };
      return "ok";
    }
    if (verb === "keep") {
      balance = { ...balance, safety: Number(id) };
      return "ok";
    }
    if (verb === "beyond") {
      balance = { ...balance, allowance: Number(id) };
      return "ok";
    }
    if (verb === "wait") {
      nowMs += Number(id) * MINUTE;
      return "ok";
    }
    if (verb === "hold" || verb === "buy") lapseAll();
    const answer =
      verb === "hold" || verb === "buy"
        ? holdUnits(
            balance,
            hold,
            { holdId: id, units, expiresAtMs: nowMs + HOLD_FOR, pin: verb === "buy" },
            nowMs,
          )
        : verb === "pin"
          ? pinHold(balance, hold ?? fail(id), nowMs)
          : verb === "commit"
            ? commitHold(balance, hold, amount ? units : (hold?.units ?? 1), nowMs)
            : verb === "release"
              ? releaseHold(balance, hold, { holdId: id, units }, nowMs)
              : verb === "fulfil"
                ? fulfilHold(balance, hold, { id: stepId, units: amount ? units : (hold?.committed ?? 1) })
                : verb === "uncommit"
                  ? uncommitHold(balance, hold, {
                      id: stepId,
                      units: amount ? units : (hold?.committed ?? 1),
                    })
                  : verb === "extend"
                    ? extendHold(
                        balance,
                        hold,
                        { expiresAtMs: nowMs + units * MINUTE, lastMs: 2 * HOLD_FOR },
                        nowMs,
                      )
                    : fail(verb);
    if (!answer.ok) {
      const { code, ...facts } = answer.refusal as {
        code: string;
        available?: number;
        state?: string;
        left?: number;
      };
      return [code, facts.available, facts.state, facts.left].filter((fact) => fact !== undefined).join(" ");
    }
    balance = answer.value.balance;
    holds.set(id, answer.value.hold);
    return answer.value.changed ? "ok" : "ok replayed";
  };

  for (const line of table
    .trim()
    .split("\n")
    .map((row) => row.trim())) {
    if (line.startsWith("expect")) {
      lapseAll();
      const [total, held, committed, free] = line.match(/-?\d+/g)?.map(Number) ?? [];
      expect({ total, held, committed, free }, line).toEqual({
        total: balance.total,
        held: balance.held,
        committed: balance.committed,
        free: available(balance),
      });
      continue;
    }
    const [command = "", wanted = "ok"] = line.split("->").map((part) => part.trim());
    expect(step(command.split(/\s+/)), line).toBe(wanted);
  }
}

function fail(word: string): never {
  throw new Error(`the table names "${word}", which is not there`);
}

describe("a hold grants", () => {
  it("what is free, and frees what lapsed", () =>
    play(`
      receive 10
      hold A 4      -> ok
      hold B 7      -> insufficient 6
      hold A 4      -> ok replayed
      wait 16
      hold B 7      -> ok
      commit A      -> hold_ended lapsed
      expect on hand 10, held 7, committed 0, available 3
    `));

  it("exactly the last unit", () =>
    play(`
      receive 1
      hold A 1      -> ok
      hold B 1      -> insufficient 0
      release A
      hold B 1      -> ok
      expect on hand 1, held 1, committed 0, available 0
    `));

  it("pinned units for as long as the payment takes", () =>
    play(`
      receive 2
      hold A 2
      pin A         -> ok
      wait 100
      hold B 1      -> insufficient 0
      commit A      -> ok
      expect on hand 2, held 0, committed 2, available 0
    `));

  it("a buyer who had held early the same units, pinned", () =>
    play(`
      receive 2
      hold A 2
      buy A 2       -> ok
      buy A 2       -> ok replayed
      wait 100
      commit A      -> ok
    `));
});

describe("a hold refuses", () => {
  it("another content under the same id", () =>
    play(`
      receive 10
      hold A 4
      hold A 5      -> hold_mismatch
    `));

  it("to come back after its release, also when the release came first", () =>
    play(`
      receive 10
      release A 3   -> ok
      hold A 3      -> hold_ended released
      hold B 1
      release B     -> ok
      release B     -> ok replayed
      hold B 1      -> hold_ended released
      commit B      -> hold_ended released
      expect on hand 10, held 0, committed 0, available 10
    `));

  it("to answer ok to a replay after it lapsed", () =>
    play(`
      receive 10
      hold A 3
      wait 15
      hold A 3      -> hold_ended lapsed
      pin A         -> hold_ended lapsed
    `));

  it("to give committed units back by a late release", () =>
    play(`
      receive 3
      buy A 3
      commit A
      release A     -> hold_committed
      commit A      -> ok replayed
      expect on hand 3, held 0, committed 3, available 0
    `));

  it("a commit of what was never held", () =>
    play(`
      receive 3
      commit A      -> unknown_hold
    `));

  it("the units that the owner keeps back", () =>
    play(`
      receive 10
      keep 2
      hold A 9      -> insufficient 8
      hold A 8      -> ok
    `));
});

describe("committed units", () => {
  it("leave once", () =>
    play(`
      receive 5
      buy A 2
      commit A
      fulfil A      -> ok
      fulfil A      -> ok replayed
      commit A      -> ok replayed
      uncommit A 2 back -> not_committed fulfilled
      expect on hand 3, held 0, committed 0, available 3
    `));

  it("come back once when the order is cancelled", () =>
    play(`
      receive 5
      buy A 2
      commit A
      uncommit A    -> ok
      uncommit A    -> ok replayed
      fulfil A 2 parcel -> not_committed released
      expect on hand 5, held 0, committed 0, available 5
    `));
});

describe("a part", () => {
  it("of a hold is sold, and the rest given back", () =>
    play(`
      receive 10
      buy A 8
      commit A 5    -> ok
      commit A 5    -> ok replayed
      commit A 6    -> hold_mismatch
      release A     -> hold_committed
      expect on hand 10, held 0, committed 5, available 5
    `));

  it("of a hold is never more than the hold", () =>
    play(`
      receive 10
      buy A 3
      commit A 4    -> hold_mismatch
      expect on hand 10, held 3, committed 0, available 7
    `));

  it("of a sale leaves, another is given back, each step once and never more than is left", () =>
    play(`
      receive 10
      buy A 6
      commit A
      fulfil A 2 parcel1   -> ok
      fulfil A 2 parcel1   -> ok replayed
      fulfil A 3 parcel1   -> step_mismatch
      uncommit A 2 parcel1 -> step_mismatch
      uncommit A 5 edit    -> too_many_units 4
      uncommit A 1 edit    -> ok
      fulfil A 3 parcel2   -> ok
      fulfil A 1 parcel3   -> not_committed fulfilled
      fulfil A 2 parcel1   -> ok replayed
      commit A 6           -> ok replayed
      expect on hand 5, held 0, committed 0, available 5
    `));
});

describe("an extension", () => {
  it("lets a hold last longer, never shorter, and not for ever", () =>
    play(`
      receive 3
      hold A 3
      wait 10
      extend A 10   -> ok
      extend A 1    -> ok replayed
      wait 9
      hold B 1      -> insufficient 0
      extend A 60   -> ok
      wait 10
      hold B 1      -> insufficient 0
      wait 1
      extend A 60   -> hold_ended lapsed
      hold B 1      -> ok
    `));

  it("leaves what is pinned or unknown as it is", () =>
    play(`
      receive 3
      buy A 3
      extend A 10   -> ok replayed
      extend B 10   -> unknown_hold
    `));
});

describe("more than is there", () => {
  it("may be promised up to its own limit", () =>
    play(`
      receive 2
      beyond 3
      buy A 4       -> ok
      hold B 2      -> insufficient 1
      hold B 1      -> ok
      expect on hand 2, held 5, committed 0, available -3
    `));
});

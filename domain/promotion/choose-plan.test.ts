import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Choosable, choosePlan, PLAN_LIMITS } from "./choose-plan.ts";

type Named = Choosable & { readonly name: string };

const named = (name: string, group: string | null = null, more: Partial<Choosable> = {}): Named => {
  return { name, group, exclusive: false, steps: 1, ...more };
};
const namesOf = (plan: readonly Named[]) => plan.map(({ name }) => name).join("");

/** Costs by plan; what is not listed costs 100. */
const costs =
  (table: Record<string, number>) =>
  (plan: readonly Named[]): number =>
    table[namesOf(plan)] ?? 100;

describe("choosePlan", () => {
  test("takes all that stand in no group, without trying anything", () => {
    const never = () => {
      throw new Error("tried");
    };
    expect(namesOf(choosePlan([named("a"), named("b"), named("c", "g")], never))).toBe("abc");
    expect(choosePlan([], never)).toEqual([]);
  });

  test("takes the one of a group that is best together with all others, in the order of applying", () => {
    const candidates = [named("a", "g"), named("b"), named("c", "g")];
    expect(namesOf(choosePlan(candidates, costs({ ab: 50, bc: 40 })))).toBe("bc");
    expect(namesOf(choosePlan(candidates, costs({ ab: 40, bc: 40 })))).toBe("ab");
  });

  test("tries groups together, since one's best may depend on the other's", () => {
    const candidates = [named("a", "g"), named("b", "g"), named("c", "h"), named("d", "h")];
    expect(namesOf(choosePlan(candidates, costs({ ac: 60, ad: 70, bc: 70, bd: 50 })))).toBe("bd");
  });

  test("compares an exclusive one with all others together, who win a tie", () => {
    const candidates = [named("a"), named("x", null, { exclusive: true }), named("b")];
    expect(namesOf(choosePlan(candidates, costs({ ab: 50, x: 40 })))).toBe("x");
    expect(namesOf(choosePlan(candidates, costs({ ab: 40, x: 40 })))).toBe("ab");
  });

  test("takes the better of two exclusive ones, the first on a tie", () => {
    const candidates = ["x", "y"].map((name) => named(name, null, { exclusive: true }));
    expect(namesOf(choosePlan(candidates, costs({ x: 50, y: 40 })))).toBe("y");
    expect(namesOf(choosePlan(candidates, costs({ x: 40, y: 40 })))).toBe("x");
    expect(namesOf(choosePlan(candidates, costs({})))).toBe("x");
  });

  test("tries every combination up to the stated number, and above it each candidate alone", () => {
    const groupsOf = (count: number) =>
      Array.from({ length: 2 * count }, (_, at) => named(`${at},`, `group ${at >> 1}`));
    const triesOf = (candidates: readonly Named[]) => {
      let tries = 0;
      const plan = choosePlan(candidates, () => {
        tries += 1;
        return tries;
      });
      return [tries, plan.length];
    };
    expect(triesOf(groupsOf(6))).toEqual([PLAN_LIMITS.combinationsMax, 6]);
    expect(triesOf(groupsOf(7))).toEqual([14, 7]);
    const long = groupsOf(2).map((one) => ({ ...one, steps: PLAN_LIMITS.stepsMax }));
    expect(triesOf(long)).toEqual([4, 2]);
  });

  test("above it takes of each group what costs least alone", () => {
    const steps = PLAN_LIMITS.stepsMax;
    const candidates = [
      named("a", "g", { steps }),
      named("b", "g", { steps }),
      named("c", null, { steps }),
      named("d", "h", { steps }),
      named("e", "h", { steps }),
    ];
    const table = { a: 60, b: 50, d: 40, e: 40, ace: 1 };
    expect(namesOf(choosePlan(candidates, costs(table)))).toBe("bcd");
  });

  test("takes what brute force takes, on carts small enough to try all", () => {
    const anyCandidate = fc.record({
      group: fc.constantFrom(null, "g", "h"),
      exclusive: fc.boolean(),
      worth: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(anyCandidate, { maxLength: 7 }), fc.nat(7), (drawn, grudge) => {
        const candidates = drawn.map(({ worth, ...rest }, at) => ({ ...named(`${at}`), ...rest, worth }));
        // Not additive: some pairs get on badly, so that the best alone is not the best together.
        const cost = (plan: readonly (Named & { worth: number })[]) => {
          const total = plan.reduce((sum, { worth }) => sum + worth, 0);
          return 100 - total + (plan.length > 2 && Number(plan[0]?.name) + plan.length === grudge ? 6 : 0);
        };
        const plans = allowedPlans(candidates);
        const least = Math.min(...plans.map(cost));
        const plan = choosePlan(candidates, cost);
        expect(plans.map(namesOf)).toContain(namesOf(plan));
        expect(cost(plan)).toBe(least);
      }),
      { numRuns: 500 },
    );
  });
});

/** From the definition: every subset is looked at. */
function allowedPlans<Candidate extends Named>(candidates: readonly Candidate[]): Candidate[][] {
  const subsets = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
    candidates.filter((_, at) => (bits >> at) & 1),
  );
  const others = candidates.filter(({ exclusive }) => !exclusive);
  const groups = new Set(others.map(({ group }) => group));
  const isAllowed = (plan: readonly Candidate[]) => {
    if (plan.some(({ exclusive }) => exclusive)) return plan.length === 1;
    if (plan.length === 0) return candidates.length === 0;
    return [...groups].every((group) => {
      const members = others.filter((one) => one.group === group).length;
      return plan.filter((one) => one.group === group).length === (group === null ? members : 1);
    });
  };
  return subsets.filter(isAllowed);
}

/** What there is to choose from: a promotion that may apply, in the order of applying. */
export type Choosable = {
  readonly group: string | null;
  readonly exclusive: boolean;
  /** How many lines it looks at, at least one: what trying it costs. */
  readonly steps: number;
};

/** Above which combinations are not tried any more. Both follow from the cart alone, never from how fast it goes. */
export const PLAN_LIMITS = { combinationsMax: 64, stepsMax: 60_000 } as const;

/**
 * PRM-7 Stacking. Of each group one candidate applies; ungrouped ones always do; an exclusive one applies alone or not at
 * all. Of all that is allowed the plan with the lowest `cost` is taken: what the buyer pays for goods and shipping. Every
 * combination is tried while there are at most `combinationsMax` of them and they look at no more than `stepsMax` lines
 * together; above that, each group sends the candidate that would cost least if it were the only promotion of the cart.
 * On a tie the plan wins that is tried first: together before exclusives, and earlier candidates before later ones.
 */
export function choosePlan<Candidate extends Choosable>(
  candidates: readonly Candidate[],
  cost: (plan: readonly Candidate[]) => number,
): readonly Candidate[] {
  const exclusives = candidates.filter(({ exclusive }) => exclusive);
  const others = candidates.filter(({ exclusive }) => !exclusive);
  const together = bestTogether(others, cost);
  if (exclusives.length === 0) return together;

  const plans = exclusives.map((candidate) => [candidate]);
  return cheapest(together.length === 0 ? plans : [together, ...plans], cost);
}

function bestTogether<Candidate extends Choosable>(
  candidates: readonly Candidate[],
  cost: (plan: readonly Candidate[]) => number,
): readonly Candidate[] {
  const groups = contestedGroups(candidates);
  if (groups.length === 0) return candidates;

  const contested = new Set(groups.flat());
  const without = (chosen: ReadonlySet<Candidate>) =>
    candidates.filter((candidate) => !contested.has(candidate) || chosen.has(candidate));
  if (isTooMuch(candidates, contested, groups)) {
    return without(
      new Set(
        groups.flatMap((members) =>
          cheapest(
            members.map((member) => [member]),
            cost,
          ),
        ),
      ),
    );
  }
  return cheapest(
    combinationsOf(groups).map((chosen) => without(new Set(chosen))),
    cost,
  );
}

/** Groups in which there is something to choose, in the order of their first candidates. */
function contestedGroups<Candidate extends Choosable>(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (candidate.group === null) continue;
    const members = groups.get(candidate.group);
    if (members) members.push(candidate);
    else groups.set(candidate.group, [candidate]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function isTooMuch<Candidate extends Choosable>(
  candidates: readonly Candidate[],
  contested: ReadonlySet<Candidate>,
  groups: readonly (readonly Candidate[])[],
): boolean {
  let combinations = 1;
  let steps = 0;
  for (const candidate of candidates) if (!contested.has(candidate)) steps += candidate.steps;
  for (const members of groups) {
    combinations *= members.length;
    steps += Math.max(...members.map((member) => member.steps));
  }
  return combinations > PLAN_LIMITS.combinationsMax || combinations * steps > PLAN_LIMITS.stepsMax;
}

/** One of each group, in every way; the first candidates of all groups first. */
function combinationsOf<Candidate>(groups: readonly (readonly Candidate[])[]): Candidate[][] {
  let combinations: Candidate[][] = [[]];
  for (const members of groups) {
    combinations = combinations.flatMap((chosen) => members.map((member) => [...chosen, member]));
  }
  return combinations;
}

function cheapest<Candidate>(
  plans: readonly (readonly Candidate[])[],
  cost: (plan: readonly Candidate[]) => number,
): readonly Candidate[] {
  let best: readonly Candidate[] = [];
  let lowest = Infinity;
  for (const plan of plans) {
    const costs = cost(plan);
    if (costs >= lowest) continue;
    best = plan;
    lowest = costs;
  }
  return best;
}

import type { Tally } from "./tally.ts";

/** What one visit costs, on the average over `visits`. */
export type Budget = {
  name: string;
  title: string;
  visits: number;
  /** Calls by object kind and method. The provider's ledger stands apart: a real provider is outside. */
  calls: Record<string, Record<string, number>>;
  objectCalls: number;
  busiest: { kind: string; calls: number };
  ledgerCalls: number;
  freshObjects: number;
  /** As billed: index rows count. */
  rows: Record<string, number>;
  /** Outermost transactions and alarms, by object kind. */
  commits: Record<string, number>;
  alarms: number;
  alarmsSet: number;
  services: Record<string, number>;
  /** Single statements and batches, each a round trip. */
  d1Reads: Record<string, number>;
  d1Batches: Record<string, number>;
  queueMessages: number;
  queueSends: number;
};

const LEDGER = "ledger";

export function budgetOf(name: string, title: string, visits: number, tally: Tally): Budget {
  const each = (pattern: RegExp) => {
    const found: Record<string, number> = {};
    for (const [counter, total] of Object.entries(tally)) {
      const match = pattern.exec(counter);
      if (match) found[match.slice(1).join(" ")] = round(total / visits);
    }
    return found;
  };
  const calls: Budget["calls"] = {};
  for (const [counter, perVisit] of Object.entries(each(/^(.+) call (\w+)$/))) {
    const [, kind = "", method = ""] = /^(.+) (\w+)$/.exec(counter) ?? [];
    calls[kind] = { ...calls[kind], [method]: perVisit };
  }
  const perKind = Object.entries(calls).map(([kind, methods]) => ({ kind, calls: sum(methods) }));
  const counted = perKind.filter(({ kind }) => kind !== LEDGER);
  const byCalls = [...counted].sort((one, other) => other.calls - one.calls);
  return {
    name,
    title,
    visits,
    calls,
    objectCalls: round(counted.reduce((total, kind) => total + kind.calls, 0)),
    busiest: byCalls[0] ?? { kind: "none", calls: 0 },
    ledgerCalls: perKind.find(({ kind }) => kind === LEDGER)?.calls ?? 0,
    freshObjects: sum(each(/^(.+) fresh$/)),
    rows: each(/^(.+) rows$/),
    commits: each(/^(.+) transactions$/),
    alarms: sum(each(/^(.+) alarm$/)),
    alarmsSet: sum(each(/^(.+) alarms set$/)),
    services: { ...each(/^(.+ fetch)$/), ...each(/^(.+ rpc \w+)$/) },
    d1Reads: each(/^(.+) d1 reads$/),
    d1Batches: each(/^(.+) d1 batches$/),
    queueMessages: round((tally["queue messages"] ?? 0) / visits),
    queueSends: round((tally["queue sends"] ?? 0) / visits),
  };
}

export function sum(counts: Record<string, number>): number {
  return round(Object.values(counts).reduce((total, value) => total + value, 0));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

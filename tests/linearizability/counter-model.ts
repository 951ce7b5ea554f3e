import type { Answer, Ask } from "./history.ts";

type HoldState = { readonly units: number; readonly state: "live" | "released" | "committed" };

/** Units that are there, and what was promised of them under which id. */
export type Counter = {
  readonly onHand: number;
  readonly holds: ReadonlyMap<string, HoldState>;
};

export const EMPTY: Counter = { onHand: 0, holds: new Map() };

/** What one after the other would answer: the whole of what a stock item promises, with nobody at the same time. */
export function decide(counter: Counter, ask: Ask): { answer: Answer; after: Counter } {
  const free = available(counter);
  switch (ask.kind) {
    case "hold": {
      const earlier = counter.holds.get(ask.holdId);
      if (earlier) return same(counter, { kind: earlier.state === "released" ? "ended" : "granted" });
      if (free < ask.units) return same(counter, { kind: "insufficient", available: free });
      return { answer: { kind: "granted" }, after: put(counter, ask.holdId, ask.units, "live") };
    }
    case "release": {
      const earlier = counter.holds.get(ask.holdId);
      if (earlier?.state === "committed") return same(counter, { kind: "committed" });
      if (earlier?.state === "released") return same(counter, { kind: "released" });
      const units = earlier?.units ?? ask.units;
      return { answer: { kind: "released" }, after: put(counter, ask.holdId, units, "released") };
    }
    case "commit": {
      const earlier = counter.holds.get(ask.holdId);
      if (!earlier) return same(counter, { kind: "unknown_hold" });
      if (earlier.state === "released") return same(counter, { kind: "ended" });
      if (earlier.state === "committed") return same(counter, { kind: "committed" });
      const after = put(counter, ask.holdId, earlier.units, "committed");
      return { answer: { kind: "committed" }, after };
    }
    case "adjust": {
      const onHand = counter.onHand + ask.delta;
      if (onHand < 0) return same(counter, { kind: "would_be_negative" });
      return { answer: { kind: "adjusted" }, after: { ...counter, onHand } };
    }
    case "read":
      return same(counter, { kind: "available", available: free });
  }
}

/** Two counters of which nobody could tell one from the other have the same key. */
export function keyOf({ onHand, holds }: Counter): string {
  const parts = [...holds].map(([holdId, { units, state }]) => `${holdId}:${units}:${state}`);
  return `${onHand};${parts.sort().join()}`;
}

function available({ onHand, holds }: Counter): number {
  let left = onHand;
  for (const { units, state } of holds.values()) if (state !== "released") left -= units;
  return left;
}

function same(counter: Counter, answer: Answer): { answer: Answer; after: Counter } {
  return { answer, after: counter };
}

function put(counter: Counter, holdId: string, units: number, state: HoldState["state"]): Counter {
  return { ...counter, holds: new Map(counter.holds).set(holdId, { units, state }) };
}

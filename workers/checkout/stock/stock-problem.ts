import type { AdjustResult, SetPolicyResult } from "../../../contracts/rpc/stock.ts";
import { type ProblemError, problem } from "../../../platform/http/problem.ts";

type Refused = Exclude<AdjustResult | SetPolicyResult, { kind: "adjusted" | "set" | "excluded_by" }>;

/** Where in the body the figures stand that a refusal is about. */
export type Pointers = { units: string; location: string };

/** Why a level can't be changed, as staff are told. `locations` are those of the shop. */
export function stockProblem(refused: Refused, at: Pointers, locations: readonly string[]): ProblemError {
  switch (refused.kind) {
    case "would_be_negative":
      return problem("stock_would_be_negative", {
        members: { location: refused.location, on_hand: refused.onHand },
      });
    case "too_many_units":
      return problem("invalid_request", {
        errors: [{ pointer: at.units, detail: `would make more than ${refused.onHandMax} units` }],
      });
    case "too_many_locations":
      return problem("limit_exceeded", { members: { limit: "locations", allowed: refused.allowed } });
    case "unknown_location":
      return problem("invalid_request", { errors: [notOneOf(at.location, locations)] });
    case "key_reused":
      return problem("idempotency_key_reused");
  }
}

export function notOneOf(pointer: string, locations: readonly string[]): { pointer: string; detail: string } {
  return { pointer, detail: `is none of the shop's locations: ${locations.join(", ")}` };
}

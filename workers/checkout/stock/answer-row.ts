import type { z } from "zod";
import type { AdjustmentRow } from "../../../contracts/http/admin/stock-routes.ts";
import { PROBLEMS, type ProblemCode } from "../../../contracts/problems.ts";
import type { AdjustRowResult } from "../../../contracts/rpc/stock-staff.ts";
import { NO_STOCK } from "./item-of-sku.ts";
import { stockProblem } from "./stock-problem.ts";

export type RowAnswer = z.input<typeof AdjustmentRow>;

/** What came of a row: what its partition said, or that nobody could be asked. */
export type RowOutcome =
  | AdjustRowResult
  | { kind: "unknown_sku" }
  | { kind: "bundle" }
  | { kind: "failed"; code: "service_unavailable" | "internal_error" };

/** One row of a bulk adjustment as staff are told; the words are those of a single adjustment. */
export function answerRow(
  row: { sku: string; location: string },
  outcome: RowOutcome,
  locations: readonly string[],
): RowAnswer {
  const { sku, location } = row;
  if (outcome.kind === "adjusted")
    return { sku, location, status: "applied", movement: outcome.movement, problem: null };
  return { sku, location, status: "refused", movement: null, problem: rowProblem(outcome, locations) };
}

function rowProblem(
  outcome: Exclude<RowOutcome, { kind: "adjusted" }>,
  locations: readonly string[],
): RowAnswer["problem"] {
  if (outcome.kind === "unknown_sku") return told("not_found", "No variant has or had this SKU.");
  if (outcome.kind === "bundle") return told("invalid_request", `\`sku\` ${NO_STOCK}`);
  if (outcome.kind === "failed")
    return told(outcome.code, "It is not known whether the row was applied: send the same request again.");

  const { code, extras } = stockProblem(outcome, { units: "units", location: "location" }, locations);
  const [error] = extras.errors ?? [];
  const detail = error ? `\`${error.pointer}\` ${error.detail}` : PROBLEMS[code].title;
  return {
    ...told(code, detail),
    ...(outcome.kind === "would_be_negative" ? { on_hand: outcome.onHand } : {}),
  };
}

function told(code: ProblemCode, detail: string): NonNullable<RowAnswer["problem"]> {
  return { code, retry: PROBLEMS[code].retry, detail };
}

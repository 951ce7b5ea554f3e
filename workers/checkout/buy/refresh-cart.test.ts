import { describe, expect, it } from "vitest";
import type { ChangeCartResult, RecordView } from "../../../contracts/rpc/orders.ts";
import { ProblemError } from "../../../platform/http/problem.ts";
import { cartAfterRefresh } from "./refresh-cart.ts";

const PRICED = { id: "priced", contentVersion: 3 } as RecordView;
const REFRESHED = { id: "priced", contentVersion: 4 } as RecordView;
const outcomeOf = (refreshed: ChangeCartResult) => {
  try {
    return cartAfterRefresh(PRICED, refreshed).contentVersion;
  } catch (error) {
    return error instanceof ProblemError ? error.code : "bug";
  }
};

describe("a cart whose prices have changed, when it is told of them,", () => {
  it.each<[string, ChangeCartResult, number | string]>([
    ["is bought as it is then", { kind: "record", record: REFRESHED, replayed: false }, 4],
    ["is quoted anew when it was edited meanwhile", { kind: "version_mismatch" }, "request_in_progress"],
    ["or when another request is buying it", { kind: "in_progress" }, "request_in_progress"],
    ["or bought it", { kind: "closed", record: REFRESHED }, "request_in_progress"],
    ["is not found when it is gone", { kind: "missing" }, "not_found"],
    ["is bought as it was when it can't keep all of them", { kind: "too_many_price_tiers", allowed: 1 }, 3],
    ["has neither a key nor a line that could be wrong", { kind: "unknown_line" }, "bug"],
  ])("%s", (_name, refreshed, outcome) => {
    expect(outcomeOf(refreshed)).toBe(outcome);
  });
});

import { expect, it } from "vitest";
import { type Kind, Traffic } from "./traffic.ts";

function trafficOf(...answers: [kind: Kind, status: number, code: string | null, tookMs: number][]): Traffic {
  const traffic = new Traffic();
  for (const [kind, status, code, tookMs] of answers) {
    traffic.begin();
    const body = code === null ? {} : { code };
    traffic.end(kind, { status, retryAfterS: null, isReplayed: false, body }, tookMs);
  }
  return traffic;
}

it("counts answers by what they are for and say", () => {
  const traffic = trafficOf(
    ["complete", 201, null, 1],
    ["complete", 409, "insufficient_stock", 1],
    ["complete", 409, "insufficient_stock", 1],
    ["browse", 503, "service_unavailable", 1],
  );
  expect(Object.fromEntries(traffic.answers)).toEqual({
    "complete 201": 1,
    "complete 409 insufficient_stock": 2,
    "browse 503 service_unavailable": 1,
  });
  expect(traffic.failed).toBe(1);
  expect(traffic.failures).toEqual(['browse 503 service_unavailable {"code":"service_unavailable"}']);
  expect([traffic.answered, traffic.inFlight]).toEqual([4, 0]);
});

it("tells silence from a request that the buyer broke off", () => {
  const traffic = new Traffic();
  for (const reply of ["lost", "broken_off", "broken_off"] as const) {
    traffic.begin();
    traffic.end("complete", reply, 5);
  }
  expect([traffic.lost, traffic.brokenOff, traffic.answered, traffic.latencies()]).toEqual([1, 2, 0, []]);
});

it("measures refusals of stock apart from purchases", () => {
  const hundred = Array.from({ length: 100 }, (_, index): [Kind, number, null, number] => [
    "complete",
    201,
    null,
    index + 1,
  ]);
  const traffic = trafficOf(["complete", 409, "insufficient_stock", 5], ["browse", 200, null, 2], ...hundred);
  expect(traffic.latencies()).toEqual([
    { kind: "browse", requests: 1, p50: 2, p95: 2, p99: 2, max: 2 },
    { kind: "complete", requests: 100, p50: 50, p95: 95, p99: 99, max: 100 },
    { kind: "complete, refused", requests: 1, p50: 5, p95: 5, p99: 5, max: 5 },
  ]);
});

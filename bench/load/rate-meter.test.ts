import { describe, expect, it } from "vitest";
import { RateMeter } from "./rate-meter.ts";

describe("the rate meter", () => {
  it("finds the rate of events that come evenly", () => {
    const meter = new RateMeter();
    for (let at = 0; at < 1_000; at += 1) meter.add(at);
    expect(meter.perMs()).toBeCloseTo(1, 6);
  });

  it.each([0, 100, 200, 299])("is not moved by where in a wave it begins (%i ms)", (beginMs) => {
    const meter = new RateMeter();
    // 64 at once, every 300 ms, watched for 3 seconds.
    for (let at = 300 - beginMs; at < 3_000; at += 300)
      for (let each = 0; each < 64; each += 1) meter.add(at);
    expect(meter.perMs() / (64 / 300)).toBeGreaterThan(0.98);
    expect(meter.perMs() / (64 / 300)).toBeLessThan(1.02);
  });

  it("says nothing of fewer than two moments", () => {
    const meter = new RateMeter();
    expect(meter.perMs()).toBe(0);
    meter.add(5);
    expect(meter.perMs()).toBe(0);
  });
});

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import recordings from "virtual:recorded-seeds";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

/**
 * The simulation is only as good as its stand-ins: what it was answered on node:sqlite, the real runtime answers as well,
 * asked the same at the same times, with its alarms rung and its instances dropped where they were.
 */
describe("the real runtime answers as the simulated one", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it.each(recordings.map(({ seed, steps }) => [seed, steps] as const))("seed %d", async (seed, steps) => {
    const stub = env.REPLAYED_STOCK.getByName(`stock:replay-${seed}`);
    for (const [at, step] of steps.entries()) {
      if (step.kind === "evict") {
        await evictDurableObject(stub);
        continue;
      }
      vi.setSystemTime(step.atMs);
      if (step.kind === "alarm") {
        await runDurableObjectAlarm(stub);
        continue;
      }
      const answers = await runInDurableObject(stub, (instance) =>
        Promise.all(step.calls.map((call) => answerOf(instance as unknown as Methods, call))),
      );
      expect(answers, `step ${at}: ${step.calls.map(({ method }) => method)}`).toEqual(
        step.calls.map(({ answer }) => answer),
      );
    }
  });
});

async function answerOf(instance: Methods, call: { method: string; args: unknown[] }): Promise<unknown> {
  try {
    return structuredClone((await instance[call.method]?.(...call.args)) ?? null);
  } catch (error) {
    return { error: error instanceof Error ? error.name : "Error" };
  }
}

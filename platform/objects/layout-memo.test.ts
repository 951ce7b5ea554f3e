import { describe, expect, it } from "vitest";
import type { LayoutRecord } from "../../contracts/rpc/layout.ts";
import { LayoutMemo } from "./layout-memo.ts";

const layout = (version: number): LayoutRecord => ({
  version,
  orderNumberKey: [1, 2, 3, 4],
  stockPartitions: 1,
  placements: [],
});

/** A `Layout` object that answers after a moment with whatever `answers` says next. */
function namespaceOf(answers: () => LayoutRecord | null): {
  namespace: DurableObjectNamespace;
  calls: () => number;
} {
  let calls = 0;
  const stub = {
    current: async () => {
      calls += 1;
      const answer = answers();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return answer;
    },
  };
  const namespace = { idFromName: () => "layout", get: () => stub } as unknown as DurableObjectNamespace;
  return { namespace, calls: () => calls };
}

describe("a memo of the layout", () => {
  it("serves everybody who comes to a cold isolate at once", async () => {
    const { namespace } = namespaceOf(() => layout(1));
    const memo = new LayoutMemo();
    const found = await Promise.all(Array.from({ length: 50 }, () => memo.current(namespace, 0)));
    expect(found.every((record) => record.version === 1)).toBe(true);
  });

  it("asks once when it has grown old, and the others use what is known", async () => {
    const { namespace, calls } = namespaceOf(() => layout(1));
    const memo = new LayoutMemo();
    await memo.current(namespace, 0);
    await Promise.all(Array.from({ length: 50 }, () => memo.current(namespace, 60_000)));
    expect(calls()).toBe(2);
  });

  it("goes on with what it knows while the object is down, and never back to an older version", async () => {
    const said: (() => LayoutRecord | null)[] = [
      () => layout(2),
      () => {
        throw new Error("the object is down");
      },
      () => layout(1),
    ];
    const { namespace } = namespaceOf(() => (said.shift() ?? (() => null))());
    const memo = new LayoutMemo();
    for (const nowMs of [0, 60_000, 120_000]) {
      expect((await memo.current(namespace, nowMs)).version).toBe(2);
    }
  });

  it("says that the shop is not set up only when it was told so", async () => {
    const { namespace } = namespaceOf(() => null);
    await expect(new LayoutMemo().current(namespace, 0)).rejects.toMatchObject({
      code: "service_unavailable",
    });
  });
});

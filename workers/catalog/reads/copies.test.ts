import { expect, it, vi } from "vitest";
import { readCopy } from "./copies.ts";
import { COPIES_RETRY_MS } from "./freshness.ts";
import { beginRead } from "./read-context.ts";

const MADE = { value: new TextEncoder().encode("{}").buffer, metadata: { etag: '"a"', version: "7" } };

function reading(getWithMetadata: () => Promise<unknown>) {
  const env = { COPIES: { getWithMetadata } } as never;
  return beginRead(env, () => {});
}

it("a copy is given for its version alone", async () => {
  const read = reading(async () => MADE);
  expect(await readCopy(read, "key", "7")).toMatchObject({ etag: '"a"' });
  expect(await readCopy(read, "key", "8")).toBeNull();
});

it("a KV that fails is as good as an empty one, and left in peace for a moment", async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  let asked = 0;
  const read = reading(async () => {
    asked += 1;
    throw new Error("KV is down");
  });
  expect([await readCopy(read, "key", "7"), await readCopy(read, "other", "7")]).toEqual([null, null]);
  expect(asked).toBe(1);

  vi.setSystemTime(1_000_000 + COPIES_RETRY_MS);
  const back = reading(async () => MADE);
  expect(await readCopy(back, "key", "7")).not.toBeNull();
  vi.useRealTimers();
});

it("a KV that hangs keeps nobody waiting for long", async () => {
  vi.useFakeTimers({ now: 2_000_000 });
  const asked = readCopy(
    reading(() => new Promise(() => {})),
    "key",
    "7",
  );
  await vi.advanceTimersByTimeAsync(500);
  expect(await asked).toBeNull();
  vi.useRealTimers();
});

import { describe, expect, it } from "vitest";
import type { VerifiedKey } from "../../contracts/rpc/identity.ts";
import { KeyVerdicts } from "./key-verdicts.ts";

const KEY: VerifiedKey = { id: "key_a", kind: "secret", mode: "test", scopes: ["catalog:read"] };
const MINUTE = 60_000;

/** Identity as the verdicts see it: what it says now, and how often it was asked. */
function identity(says: VerifiedKey | null | Error) {
  const state = { says, asked: 0 };
  const ask = async () => {
    state.asked += 1;
    if (state.says instanceof Error) throw state.says;
    return structuredClone(state.says);
  };
  return { state, ask };
}

describe("verdicts on keys", () => {
  it("are asked for once in 5 seconds", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    expect(await verdicts.of("a", ask, 0)).toEqual({ kind: "good", key: KEY });
    expect(await verdicts.of("a", ask, 4_999)).toEqual({ kind: "good", key: KEY });
    expect(state.asked).toBe(1);
    await verdicts.of("a", ask, 5_000);
    expect(state.asked).toBe(2);
  });

  it("turn bad within 5 seconds of a revocation, and stay apart by key", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    await verdicts.of("a", ask, 0);
    state.says = null;
    expect((await verdicts.of("b", ask, 1)).kind).toBe("bad");
    expect((await verdicts.of("a", ask, 5_000)).kind).toBe("bad");
  });

  it("hold for 5 seconds when bad too", async () => {
    const { state, ask } = identity(null);
    const verdicts = new KeyVerdicts();
    await verdicts.of("a", ask, 0);
    await verdicts.of("a", ask, 4_999);
    expect(state.asked).toBe(1);
    state.says = KEY;
    expect((await verdicts.of("a", ask, 5_000)).kind).toBe("good");
  });

  it("outlive an outage of identity by 10 minutes, not more", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    await verdicts.of("a", ask, 0);
    state.says = new Error("down");
    expect((await verdicts.of("a", ask, 5_000)).kind).toBe("good");
    expect((await verdicts.of("a", ask, 10 * MINUTE - 1)).kind).toBe("good");
    expect((await verdicts.of("a", ask, 10 * MINUTE)).kind).toBe("unavailable");
    expect((await verdicts.of("unknown", ask, 6_000)).kind).toBe("unavailable");
  });

  it("ask a broken identity once a second per key, not for every request", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    await verdicts.of("a", ask, 0);
    state.says = new Error("down");
    for (let nowMs = 5_000; nowMs < 6_000; nowMs += 100) await verdicts.of("a", ask, nowMs);
    expect(state.asked).toBe(2);
  });

  it("never revive a key that was found bad when identity goes down", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    await verdicts.of("a", ask, 0);
    state.says = null;
    await verdicts.of("a", ask, 5_000);
    state.says = new Error("down");
    expect((await verdicts.of("a", ask, 10_000)).kind).toBe("unavailable");
  });

  it("are not young again because the clock was set back", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    const atMs = 60 * MINUTE;
    await verdicts.of("a", ask, atMs);
    await verdicts.of("b", ask, atMs);
    state.says = new Error("down");
    expect((await verdicts.of("b", ask, atMs - 10 * MINUTE)).kind).toBe("unavailable");
    state.says = null;
    expect((await verdicts.of("a", ask, atMs - 5_000)).kind).toBe("bad");
    state.says = KEY;
    expect((await verdicts.of("a", ask, atMs - 10_000)).kind).toBe("good");
  });

  it("give the very same key object while nothing changed, which the token memo goes by", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    const first = await verdicts.of("a", ask, 0);
    const second = await verdicts.of("a", ask, 5_000);
    expect(second.kind === "good" && first.kind === "good" && second.key === first.key).toBe(true);

    state.says = { ...KEY, scopes: [] };
    expect(await verdicts.of("a", ask, 10_000)).toEqual({ kind: "good", key: { ...KEY, scopes: [] } });
  });

  it("keep real keys while thousands of others are guessed", async () => {
    const { state, ask } = identity(KEY);
    const verdicts = new KeyVerdicts();
    await verdicts.of("real", ask, 0);
    state.says = null;
    for (let guess = 0; guess < 6_000; guess += 1) await verdicts.of(`guess ${guess}`, ask, 1);
    expect((await verdicts.of("real", ask, 2)).kind).toBe("good");
  });
});

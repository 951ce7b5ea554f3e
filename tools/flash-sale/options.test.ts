import { describe, expect, it } from "vitest";
import { readSaleSettings } from "./options.ts";

const read = (args: string[], env: Record<string, string> = {}) => readSaleSettings(args, env, () => 0.5);

describe("the command line", () => {
  it("has sensible defaults, and draws a seed", () => {
    expect(read([])).toEqual({
      buyers: 5_000,
      units: 500,
      items: 1,
      seed: 2 ** 30,
      burstMs: 5_000,
      concurrency: null,
      habits: { earlyHolds: 0.2, abandon: 0.05, double: 0.05, decline: 0.02, unclear: 0.01, timeouts: 0.1 },
      patienceMs: null,
      relief: null,
      target: null,
      isMine: false,
      publishableKey: null,
      secretKey: null,
      json: null,
    });
  });

  it("takes what it is told", () => {
    const args =
      "--buyers 20 --units 3 --items 2 --seed 7 --burst 0.5 --concurrency 8 --abandon 0 --patience 10";
    expect(read(args.split(" "))).toMatchObject({
      buyers: 20,
      units: 3,
      items: 2,
      seed: 7,
      burstMs: 500,
      concurrency: 8,
      habits: { abandon: 0, double: 0.05 },
      patienceMs: 10_000,
    });
  });

  it("takes keys from the environment, where no shell remembers them", () => {
    const env = { SOUK_PUBLISHABLE_KEY: "pk_env", SOUK_SECRET_KEY: "sk_env" };
    expect(read([], env)).toMatchObject({ publishableKey: "pk_env", secretKey: "sk_env" });
    expect(read(["--secret-key", "sk_arg"], env)).toMatchObject({ secretKey: "sk_arg" });
  });

  it("spreads hot items from the beginning unless it is told when", () => {
    expect(read(["--shards", "4"])?.relief).toEqual({ shards: 4, splitAt: 0, mergeAt: null });
    const args = ["--shards", "4", "--split-at", "0.3", "--merge-at", "0.7"];
    expect(read(args)?.relief).toEqual({ shards: 4, splitAt: 0.3, mergeAt: 0.7 });
  });

  it("asks for help with null", () => {
    expect(read(["--help"])).toBeNull();
  });

  it.each([
    [["--buyers", "0"], '--buyers takes a whole number from 1 to 1000000, not "0".'],
    [["--buyers", "2.5"], '--buyers takes a whole number from 1 to 1000000, not "2.5".'],
    [["--units", "many"], '--units takes a whole number from 1 to 1000000, not "many".'],
    [["--abandon", "1.5"], '--abandon takes a number from 0 to 1, not "1.5".'],
    [["--burst", ""], '--burst takes a number from 0 to 3600, not "".'],
    [["--decline", "0.6", "--unclear", "0.6"], "--decline and --unclear are more than all buyers together."],
    [["--split-at", "0.3"], "--split-at and --merge-at say when to spread items over --shards N."],
    [
      ["--shards", "4", "--split-at", "0.7", "--merge-at", "0.3"],
      "--merge-at must come after --split-at: both are shares of the units sold.",
    ],
    [["--bayers", "5"], "Unknown option '--bayers'"],
  ])("refuses %j", (args, message) => {
    expect(() => read(args)).toThrow(message);
  });
});

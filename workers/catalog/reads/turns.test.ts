import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("does once what many want at the same moment", async () => {
  const turns = new Turns();
  let result: string | undefined;
  let worked = 0;
  const work = async () => {
    worked += 1;
    await pause(20);
    result = "done";
    return result;
  };

  const all = await Promise.all(Array.from({ length: 50 }, () => turns.take("tee", () => result, work)));
  expect(all).toEqual(Array(50).fill("done"));
  expect(worked).toBe(1);
});

it("passes the turn on when the work fails", async () => {
  const turns = new Turns();
  let tries = 0;
  const work = async () => {
    tries += 1;
    await pause(5);
    if (tries === 1) throw new Error("the database is away");
    return "done";
  };

  const outcomes = await Promise.allSettled([1, 2].map(() => turns.take("tee", () => undefined, work)));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});

it("waits for nobody for ever: a request that died in its turn costs half a second", async () => {
  const turns = new Turns();
  const startedAt = performance.now();
  turns.claim("tee", Date.now());

  expect(
    await turns.take(
      "tee",
      () => undefined,
      async () => "done",
    ),
  ).toBe("done");
  expect(performance.now() - startedAt).toBeLessThan(900);
});

it("keeps different work apart", async () => {
  const turns = new Turns();
  turns.claim("tee", Date.now());
  expect(
    await turns.take(
      "shirt",
      () => undefined,
      async () => "done",
    ),
  ).toBe("done");
});

import { describe, expect, it } from "vitest";
import { CALM } from "./fault-mix.ts";
import { Random } from "./random.ts";
import { Trace } from "./trace.ts";
import { World } from "./world.ts";

function emptyWorld(): World {
  return new World({ random: new Random(1), faultMix: CALM, trace: new Trace() });
}

describe("a world", () => {
  it("ends when what was begun has ended, at the time it took", async () => {
    const world = emptyWorld();
    const beganAtMs = world.nowMs;
    await world.run(async () => {
      await world.outside.wait(1_000);
      await world.outside.wait(500);
    });
    expect(world.nowMs - beganAtMs).toBe(1_500);
  });

  it("passes on what its inhabitants fail with", async () => {
    const failing = async (world: World) => {
      await world.outside.wait(1);
      throw new Error("a scene that fails");
    };
    const world = emptyWorld();
    await expect(world.run(() => failing(world))).rejects.toThrow("a scene that fails");
  });

  it("says so when somebody waits for ever", async () => {
    await expect(emptyWorld().run(() => new Promise(() => {}))).rejects.toThrow("what will never happen");
  });

  it("says so when it never comes to rest", async () => {
    const world = emptyWorld();
    const never = async () => {
      for (;;) await world.outside.wait(1);
    };
    await expect(world.run(never)).rejects.toThrow("does not come to rest");
  });

  it("asks its judge once all is quiet", async () => {
    const world = emptyWorld();
    const heard: string[] = [];
    world.judge = { afterTurn: async () => {}, atTheEnd: async () => void heard.push("the end") };
    await world.run(async () => {
      await world.outside.wait(1);
      heard.push("the last act");
    });
    expect(heard).toEqual(["the last act", "the end"]);
  });
});

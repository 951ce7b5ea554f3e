import type { Actor, Stage } from "../stage.ts";

/** Looks at everything, also at what is not there. */
export const reader: Actor = async (stage) => {
  const { random, client, world } = stage;
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    await world.outside.wait(random.between(0, 120_000));
    const [method, ask] = random.pick([look, look, movements, holds, levels])(stage);
    await client.ask(method, ask);
  }
};

type Question = [method: string, ask: object];

function look(stage: Stage): Question {
  return [stage.random.pick(["level", "audit"]), { itemId: anyItem(stage) }];
}

function movements(stage: Stage): Question {
  const beforeSequence = stage.random.chance(0.5) ? stage.random.between(1, 10) : null;
  return ["movements", { itemId: anyItem(stage), beforeSequence, limit: stage.random.between(1, 20) }];
}

function holds(stage: Stage): Question {
  const after = stage.random.chance(0.3) ? "hold-2" : null;
  const state = stage.random.pick(["live", "committed"]);
  return ["holds", { itemId: anyItem(stage), state, after, limit: stage.random.between(1, 20) }];
}

function levels(stage: Stage): Question {
  const after = stage.random.chance(0.3) ? anyItem(stage) : null;
  return ["levels", { after, limit: stage.random.between(1, 5), state: "all" }];
}

function anyItem({ random, itemIds, unknownItemId }: Stage): string {
  return random.chance(0.9) ? random.pick(itemIds) : unknownItemId;
}

import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { Door } from "./door.ts";

it("lets in as many as there is room for, in the order in which they came", async () => {
  const door = new Door(2);
  const inside: number[] = [];
  for (const n of [1, 2, 3, 4]) void door.enter().then(() => inside.push(n));

  await turn();
  expect([inside, door.inFlight]).toEqual([[1, 2], 2]);

  door.leave();
  await turn();
  expect([inside, door.inFlight]).toEqual([[1, 2, 3], 2]);

  for (let left = 0; left < 3; left += 1) door.leave();
  await turn();
  expect([inside, door.inFlight]).toEqual([[1, 2, 3, 4], 0]);
});

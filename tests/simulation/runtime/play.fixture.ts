import { CALM, type FaultMix } from "./fault-mix.ts";
import { Random } from "./random.ts";
import type { ObjectClass, SimulatedObject } from "./simulated-object.ts";
import { Trace } from "./trace.ts";
import { World } from "./world.ts";

/** Any object's methods, as its callers see them. */
export type Stub = Record<string, (...args: unknown[]) => Promise<unknown>>;
export type Played = { world: World; digest: string };

/** Plays a scene with one object of this class under these faults, until the scene ends. */
export async function play(
  objectClass: ObjectClass,
  faults: Partial<FaultMix>,
  scene: (stub: Stub, object: SimulatedObject, world: World) => Promise<void>,
  { seed = 1, env = () => ({}) }: { seed?: number; env?: (world: World) => object } = {},
): Promise<Played> {
  const trace = new Trace();
  const world = new World({ random: new Random(seed), faultMix: { ...CALM, ...faults }, trace });
  const stub = world.namespaceOf(objectClass, env(world)).getByName("one") as Stub;
  try {
    await world.run(() => scene(stub, world.object("one"), world));
  } finally {
    world.close();
  }
  return { world, digest: trace.digest() };
}

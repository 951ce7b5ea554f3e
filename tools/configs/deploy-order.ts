import type { WorkerConfig } from "./worker-config.ts";

/** The order in which Workers can be deployed, or the names that wait for each other in a circle. */
export type DeployOrder = { ok: true; order: string[] } | { ok: false; circle: string[] };

/**
 * A Worker is deployed after those it is bound to, so that every binding meets what it names. Of those that are free
 * at the same time, the one goes first that more others are bound to.
 */
export function deployOrder(configs: readonly WorkerConfig[]): DeployOrder {
  const waitsFor = new Map(configs.map((config) => [config.name, boundTo(config)]));
  const waiting = (name: string) => [...waitsFor.values()].filter((others) => others.includes(name)).length;
  const order: string[] = [];
  while (order.length < waitsFor.size) {
    const free = [...waitsFor.keys()]
      .filter((name) => !order.includes(name))
      .filter((name) =>
        (waitsFor.get(name) ?? []).every((other) => order.includes(other) || !waitsFor.has(other)),
      )
      .sort((a, b) => waiting(b) - waiting(a) || a.localeCompare(b));
    if (free.length === 0) return { ok: false, circle: findCircle(waitsFor, order) };
    order.push(...free);
  }
  return { ok: true, order };
}

/** The other Workers that a config names, each once. */
export function boundTo({ name, services, durable_objects }: WorkerConfig): string[] {
  const named = [
    ...services.map(({ service }) => service),
    ...durable_objects.bindings.flatMap(({ script_name }) => script_name ?? []),
  ];
  return [...new Set(named)].filter((other) => other !== name);
}

/** Follows bindings from a Worker that waits until one comes by again. */
function findCircle(waitsFor: Map<string, string[]>, done: readonly string[]): string[] {
  const waits = (name: string) => waitsFor.has(name) && !done.includes(name);
  const path: string[] = [];
  let name = [...waitsFor.keys()].find(waits);
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    name = waitsFor.get(name)?.find(waits);
  }
  return name === undefined ? path : [...path.slice(path.indexOf(name)), name];
}

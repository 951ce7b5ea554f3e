import type { Party } from "./party.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Everybody who is not an object: Workers, shoppers, staff. They have the true time and never crash. */
export class Outside implements Party {
  readonly name = "outside";
  readonly random: Random;
  readonly #world: World;
  readonly #cleared = new Set<number>();
  #timers = 0;

  constructor(world: World) {
    this.#world = world;
    this.random = world.random;
  }

  wallMs(): number {
    return this.#world.nowMs;
  }

  log(line: string): void {
    this.#world.trace.add(`${this.#world.nowMs} outside logs ${line}`);
  }

  emit(send: () => void): void {
    send();
  }

  resume(delayMs: number, _cause: string, work: () => void): void {
    this.#world.plan(delayMs, this.#world.faults.tie(), () => this.#world.within(this, work));
  }

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.resume(delayMs, "a wait", resolve));
  }

  setTimer(delayMs: number, work: () => void): number {
    this.#timers += 1;
    const id = this.#timers;
    this.resume(Math.max(delayMs, 0), "a timer", () => {
      if (!this.#cleared.delete(id)) work();
    });
    return id;
  }

  clearTimer(id: number): void {
    this.#cleared.add(id);
  }
}

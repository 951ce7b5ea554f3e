import type { Party } from "./party.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { Call } from "./turn.ts";
import { CONNECTION_LOST, type Outcome, unwrap } from "./wire.ts";
import type { World } from "./world.ts";

/** Carries calls and answers. It may delay, overtake, repeat and lose either. */
export class Network {
  readonly #world: World;
  #calls = 0;

  constructor(world: World) {
    this.#world = world;
  }

  call(target: SimulatedObject, method: string, given: readonly unknown[]): Promise<unknown> {
    const caller = this.#world.party;
    const args = structuredClone(given);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#calls += 1;
    const call: Call = {
      id: this.#calls,
      target,
      method,
      args,
      takeOutcome: (delayMs, outcome) => {
        caller.resume(delayMs, `answer to #${call.id}`, () => {
          try {
            resolve(unwrap(outcome));
          } catch (error) {
            reject(error);
          }
        });
      },
    };
    caller.emit(() => this.#send(caller, call));
    return promise;
  }

  /** Brings what came of a call back to its caller, or loses it on the way. */
  answer(call: Call, outcome: Outcome): void {
    const isLost = this.#world.faults.losesAnswer();
    if (isLost) this.#world.count("lost", `the answer to #${call.id} is lost`);
    call.takeOutcome(this.#latencyMs(), isLost ? CONNECTION_LOST : outcome);
  }

  /** The callee died with the call in its hands. */
  breakOff(call: Call): void {
    call.takeOutcome(this.#latencyMs(), CONNECTION_LOST);
  }

  #send(caller: Party, call: Call): void {
    const { faults, trace } = this.#world;
    this.#world.count("calls");
    trace.add(
      `${this.#world.nowMs} ${caller.name} calls ${call.target.name} #${call.id} ${call.method} ${JSON.stringify(call.args)}`,
    );
    if (faults.losesRequest()) {
      this.#world.count("lost", `request #${call.id} is lost`);
      this.breakOff(call);
      return;
    }
    this.#deliver(call);
    if (!faults.duplicates()) return;
    this.#world.count("duplicates", `request #${call.id} is repeated`);
    this.#deliver(call);
  }

  #deliver(call: Call): void {
    this.#world.plan(this.#latencyMs(), this.#world.faults.tie(), () => call.target.receive(call));
  }

  #latencyMs(): number {
    return this.#world.faults.latencyMs(this.#world.nowMs);
  }
}

import type { Random } from "./random.ts";

/** Where the code that runs right now gets its time, timers and randomness from. */
export type Ambient = {
  wallMs(): number;
  setTimer(delayMs: number, work: () => void): number;
  clearTimer(id: number): void;
  readonly random: Random;
  log(line: string): void;
};

type Anything = (...given: never[]) => unknown;

let current: Ambient | null = null;

/** Whose turn it is: null between turns, when the real globals answer. */
export function enter(ambient: Ambient | null): void {
  current = ambient;
}

/**
 * Replaces what a Worker's code takes from its surroundings by what the party whose turn it is gets to see. Code outside
 * of turns (the test runner, the simulator) goes on with the real ones. Returns what puts everything back.
 */
export function replaceGlobals(): () => void {
  const restore = [
    replace(globalThis, { Date: simulatedDate(), ...simulatedTimers() }),
    replace(Math, { random: orReal(Math.random, (now) => now.random.fraction()) }),
    replace(performance, { now: orReal(performance.now.bind(performance), (now) => now.wallMs()) }),
    replace(crypto, simulatedCrypto()),
    replace(console, simulatedConsole()),
  ];
  return () => {
    for (const putBack of restore) putBack();
  };
}

function replace(target: object, simulated: Record<string, unknown>): () => void {
  const real = Object.fromEntries(Object.keys(simulated).map((name) => [name, Reflect.get(target, name)]));
  Object.assign(target, simulated);
  return () => void Object.assign(target, real);
}

/** In a turn this, outside of turns the real thing. */
function orReal<Real extends Anything>(
  real: Real,
  simulated: (now: Ambient, ...given: Parameters<Real>) => unknown,
): Real {
  return ((...given: Parameters<Real>) => (current ? simulated(current, ...given) : real(...given))) as Real;
}

function simulatedDate(): typeof Date {
  const Real = globalThis.Date;
  return class SimulatedDate extends Real {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(SimulatedDate.now());
      else super(...(given as [number]));
    }

    static override now(): number {
      return current ? current.wallMs() : Real.now();
    }
  } as typeof Date;
}

function simulatedTimers(): Record<string, unknown> {
  const { setTimeout, clearTimeout, setInterval, setImmediate } = globalThis;
  return {
    setTimeout: orReal(setTimeout as Anything, (now, work: Anything, delayMs = 0, ...given: never[]) =>
      now.setTimer(delayMs, () => void work(...given)),
    ),
    clearTimeout: orReal(clearTimeout as Anything, (now, timer: number) => now.clearTimer(timer)),
    setInterval: orReal(setInterval as Anything, () => refuse("setInterval")),
    setImmediate: orReal(setImmediate as Anything, () => refuse("setImmediate")),
  };
}

function simulatedCrypto(): Record<string, unknown> {
  return {
    getRandomValues: orReal(crypto.getRandomValues.bind(crypto) as Anything, fillRandomly),
    randomUUID: orReal(crypto.randomUUID.bind(crypto), ({ random }) => uuidFrom(random)),
  };
}

function simulatedConsole(): Record<string, unknown> {
  const levels = ["debug", "info", "log", "warn", "error"] as const;
  return Object.fromEntries(
    levels.map((level) => [
      level,
      orReal(console[level], (now, ...said: unknown[]) => now.log(said.map(String).join(" "))),
    ]),
  );
}

/** What nobody needs yet fails loudly, since the real one would run outside of simulated time. */
function refuse(name: string): never {
  throw new Error(`${name} is not simulated`);
}

function fillRandomly({ random }: Ambient, target: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.between(0, 255);
  return target;
}

function uuidFrom(random: Random): string {
  const digits = (count: number) =>
    Array.from({ length: count }, () => random.between(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
}

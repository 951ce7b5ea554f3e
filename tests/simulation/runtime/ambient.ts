import { Random } from "./random.ts";

/** Where the code that runs right now gets its time, timers and randomness from. */
export type Ambient = {
  wallMs(): number;
  setTimer(delayMs: number, work: () => void): number;
  clearTimer(id: number): void;
  readonly random: Random;
  log(line: string): void;
};

let current: Ambient | null = null;

/** Whose turn it is: null between turns, when the real globals answer. */
export function enter(ambient: Ambient | null): void {
  current = ambient;
}

const LEVELS = ["debug", "info", "log", "warn", "error"] as const;

/**
 * Replaces what a Worker's code takes from its surroundings by what the party whose turn it is gets to see. Code outside
 * of turns (the test runner, the simulator) goes on with the real ones. Returns what puts everything back.
 */
export function replaceGlobals(): () => void {
  const real = {
    Date: globalThis.Date,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    setImmediate: globalThis.setImmediate,
    mathRandom: Math.random,
    performanceNow: performance.now,
    getRandomValues: crypto.getRandomValues,
    randomUUID: crypto.randomUUID,
    console: LEVELS.map((level) => console[level]),
  };

  class SimulatedDate extends real.Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(SimulatedDate.now());
      else super(...(given as [number]));
    }

    static override now(): number {
      return current ? current.wallMs() : real.Date.now();
    }
  }

  const replaced = {
    Date: SimulatedDate,
    setTimeout: (work: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]) =>
      current ? current.setTimer(delayMs, () => work(...given)) : real.setTimeout(work, delayMs, ...given),
    clearTimeout: (timer: never) =>
      typeof timer === "number" && current ? current.clearTimer(timer) : real.clearTimeout(timer),
    setInterval: refuseInTurns("setInterval", real.setInterval),
    setImmediate: refuseInTurns("setImmediate", real.setImmediate),
  };
  Object.assign(globalThis, replaced);
  Math.random = () => (current ? current.random.fraction() : real.mathRandom());
  performance.now = () => (current ? current.wallMs() : real.performanceNow.call(performance));
  crypto.getRandomValues = ((target: Uint8Array) =>
    current
      ? fillRandomly(target, current.random)
      : real.getRandomValues.call(crypto, target)) as Crypto["getRandomValues"];
  crypto.randomUUID = () => (current ? uuidFrom(current.random) : real.randomUUID.call(crypto));
  for (const [index, level] of LEVELS.entries()) {
    console[level] = (...said: unknown[]) =>
      current ? current.log(said.map(String).join(" ")) : real.console[index]?.call(console, ...said);
  }

  return () => {
    const { Date, setTimeout, clearTimeout, setInterval, setImmediate } = real;
    Object.assign(globalThis, { Date, setTimeout, clearTimeout, setInterval, setImmediate });
    Math.random = real.mathRandom;
    performance.now = real.performanceNow;
    crypto.getRandomValues = real.getRandomValues;
    crypto.randomUUID = real.randomUUID;
    for (const [index, level] of LEVELS.entries()) {
      const said = real.console[index];
      if (said) console[level] = said;
    }
  };
}

/** What nobody needs yet fails loudly, since the real one would run outside of simulated time. */
function refuseInTurns<Work extends (...given: never[]) => unknown>(name: string, real: Work): Work {
  return ((...given: never[]) => {
    if (current) throw new Error(`${name} is not simulated`);
    return real(...given);
  }) as Work;
}

function fillRandomly<Target extends ArrayBufferView>(target: Target, random: Random): Target {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.between(0, 255);
  return target;
}

function uuidFrom(random: Random): ReturnType<Crypto["randomUUID"]> {
  const digits = Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join("");
  const [a, b, c, d, e] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16), digits.slice(17, 20), digits.slice(20)];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}

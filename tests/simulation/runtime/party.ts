import type { Ambient } from "./ambient.ts";

/** Somebody who takes turns: an instance of an object, or the world outside. */
export type Party = Ambient & {
  readonly name: string;
  /** Lets something out once all that was written before it is safe (the output gate). */
  emit(send: () => void): void;
  /** Goes on later with something that was waited for, if this party is still there. */
  resume(delayMs: number, cause: string, work: () => void): void;
};

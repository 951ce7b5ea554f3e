import { type ParseArgsConfig, parseArgs } from "node:util";
import { Stop } from "./stop.ts";

/** The options of a command line; one that it does not know is said in a sentence. */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number as people type it. */
export function readWhole(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new Stop(`${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}

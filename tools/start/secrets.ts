import { randomBytes } from "node:crypto";
import { readIfThere } from "./read-if-there.ts";
import { writeWhole } from "./write-whole.ts";

const NAMES = ["ACTOR_TOKEN_KEY", "CART_TOKEN_KEY", "VISITOR_TOKEN_KEY"] as const;
const RANDOM_BYTES = 32;

export type Secrets = Record<string, string>;

/** The shop's secrets, `NAME=value` a line: made once, kept for as long as the file. A name that is new gets its value. */
export async function readOrMakeSecrets(file: string): Promise<Secrets> {
  const known = readLines((await readIfThere(file)) ?? "");
  const missing = NAMES.filter((name) => !known[name]);
  if (missing.length === 0) return known;

  const made = missing.map((name) => [name, randomHex()]);
  const all: Secrets = { ...known, ...Object.fromEntries(made) };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
  await writeWhole(file, lines.join(""));
  return all;
}

function readLines(text: string): Secrets {
  const pairs = text.split("\n").map((line) => line.split(/=(.*)/s, 2));
  return Object.fromEntries(pairs.filter(([name, value]) => name && value));
}

function randomHex(): string {
  return Array.from(randomBytes(RANDOM_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

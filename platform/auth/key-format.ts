import { base32FromBytes } from "../../domain/kernel/base32.ts";

/** `pk_test_…`, `pk_live_…`, `sk_test_…`, `sk_live_…`: the prefix says what a key is before anybody looks it up. */
export type KeyKind = "publishable" | "secret";
export type KeyMode = "test" | "live";

const PREFIX = { publishable: "pk", secret: "sk" } as const;
const KEY = /^(pk|sk)_(test|live)_[0-9a-hjkmnp-tv-z]{32}$/;
const RANDOM_BYTES = 32;

/** Live keys belong to production alone; development and preview take test keys. */
export function modeOfDeployment(soukEnv: string): KeyMode {
  return soukEnv === "production" ? "live" : "test";
}

/** A new key of 160 unguessable bits. `random` is 32 random bytes. */
export function composeKey(kind: KeyKind, mode: KeyMode, random: Uint8Array): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError(`a key takes ${RANDOM_BYTES} random bytes`);
  return `${PREFIX[kind]}_${mode}_${base32FromBytes(random)}`;
}

/** What a text that looks like a key says of itself; null for anything that we can't have made. */
export function readKey(text: string): { kind: KeyKind; mode: KeyMode } | null {
  const match = KEY.exec(text);
  if (!match) return null;
  return { kind: match[1] === "pk" ? "publishable" : "secret", mode: match[2] === "live" ? "live" : "test" };
}

/** The last four characters: enough for staff to tell keys apart, useless to anybody else. */
export function hintOfKey(key: string): string {
  return key.slice(-4);
}

import { base32FromBytes } from "../../domain/kernel/base32.ts";

/** 100 unguessable bits as 20 base-32 digits. */
export function randomDigits(): string {
  return base32FromBytes(crypto.getRandomValues(new Uint8Array(20)));
}

/** A prefixed id for what carries no place: `var_…`, `prod_…`, `key_…`. */
export function mintId<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${randomDigits()}`;
}

import { signMac } from "../../platform/auth/mac.ts";
import { Memo } from "../../platform/memo.ts";
import { networkOfAddress } from "./network-of-address.ts";

/** By address: of one isolate, which has one secret. */
const hashes = new Memo<string>(2_000);

/**
 * Tells clients apart for limits, and is nobody's address: a keyed hash, since a plain one of so few possible
 * addresses is reversed in minutes. Only the platform's own header counts: Cloudflare overwrites what a client sends
 * under this name. Where no platform does (local development), tests and load tests choose it. Null when unknown.
 */
export function clientHash(outside: Headers, secret: string): string | null {
  const address = outside.get("cf-connecting-ip");
  const network = address === null ? null : networkOfAddress(address);
  return network === null ? null : hashes.of(network, () => signMac(secret, `client ${network}`));
}

import { signMac } from "../../platform/auth/mac.ts";
import { networkOfAddress } from "./network-of-address.ts";

/**
 * Tells clients apart for limits, and is nobody's address: a keyed hash, since a plain one of so few possible
 * addresses is reversed in minutes. Only the platform's own header counts: Cloudflare overwrites what a client sends
 * under this name. Where no platform does (local development), tests and load tests choose it. Null when unknown.
 */
export function clientHash(outside: Headers, secret: string): string | null {
  const network = networkOfAddress(outside.get("cf-connecting-ip") ?? "");
  return network === null ? null : signMac(secret, `client ${network}`);
}

import { createHash, createHmac } from "node:crypto";

/** HMAC-SHA-256 of `message` as base64url without padding. */
export function signMac(secret: string, message: string): string {
  return createHmac("sha256", secret).update(message).digest("base64url");
}

/** Compares in constant time: what takes longer for a better guess would teach guessing. */
export function verifyMac(secret: string, message: string, mac: string): boolean {
  const wanted = signMac(secret, message);
  if (mac.length !== wanted.length) return false;
  let difference = 0;
  for (let at = 0; at < wanted.length; at += 1) difference |= mac.charCodeAt(at) ^ wanted.charCodeAt(at);
  return difference === 0;
}

export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** SHA-256 as lower-case hex: how keys and idempotency scopes are stored. */
export function sha256Hex(message: string): string {
  return createHash("sha256").update(message).digest("hex");
}

import { signMac, verifyMac } from "../../../platform/auth/mac.ts";
import { mintId } from "../../../platform/ids/mint.ts";

/** Who saw something: a visitor id that nobody can guess, with our MAC so that nobody can make one up. */
export type Visitor = { readonly id: string; readonly token: string };

const TOKEN = /^(visitor_[0-9a-hjkmnp-tv-z]{20})\.([A-Za-z0-9_-]{43})$/;

export async function newVisitor(secret: string): Promise<Visitor> {
  const id = mintId("visitor");
  return { id, token: `${id}.${signMac(secret, id)}` };
}

/** The visitor of a token of ours; null for any other. */
export async function readVisitor(secret: string, token: string): Promise<Visitor | null> {
  const [, id, mac] = TOKEN.exec(token) ?? [];
  if (!id || !mac) return null;
  return verifyMac(secret, id, mac) ? { id, token } : null;
}

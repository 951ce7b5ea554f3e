import { describe, expect, it } from "vitest";
import type { Actor } from "./actor.ts";
import { ActorTokenSigner, ActorTokenVerifier, signActorToken } from "./actor-token.ts";
import { fromBase64Url, toBase64Url } from "./mac.ts";

const SECRET = "a secret of at least thirty-two characters";
const ACTOR: Actor = { id: "key_a", kind: "secret", mode: "test", scopes: ["stock:read"] };
const NOW = 1_790_000_000_000;
const LIFETIME_MS = 60_000;

const verifier = () => new ActorTokenVerifier(SECRET, "orders");
const token = (nowMs = NOW) => signActorToken(ACTOR, "orders", SECRET, nowMs);

/** The same claims with one changed, under the old MAC. */
function tamper(signed: string, change: Record<string, unknown>): string {
  const [payload = "", mac = ""] = signed.split(".");
  const claims = JSON.parse(new TextDecoder().decode(fromBase64Url(payload) ?? new Uint8Array()));
  return `${toBase64Url(new TextEncoder().encode(JSON.stringify({ ...claims, ...change })))}.${mac}`;
}

describe("actor tokens", () => {
  it("carry the actor to the service they were signed for", async () => {
    expect(await verifier().verify(await token(), NOW)).toEqual(ACTOR);
  });

  it("are worthless at another service", async () => {
    expect(await new ActorTokenVerifier(SECRET, "catalog").verify(await token(), NOW)).toBeNull();
  });

  it("end after 60 seconds to the millisecond", async () => {
    const signed = await token();
    expect(await verifier().verify(signed, NOW + LIFETIME_MS - 1)).toEqual(ACTOR);
    expect(await verifier().verify(signed, NOW + LIFETIME_MS)).toBeNull();
  });

  it("end on time also where they were verified before", async () => {
    const remembering = verifier();
    const signed = await token();
    expect(await remembering.verify(signed, NOW)).toEqual(ACTOR);
    expect(await remembering.verify(signed, NOW + LIFETIME_MS - 1)).toEqual(ACTOR);
    expect(await remembering.verify(signed, NOW + LIFETIME_MS)).toBeNull();
  });

  it("are refused when forged: another secret, other claims, a cut or foreign MAC", async () => {
    const signed = await token();
    const [payload = "", mac = ""] = signed.split(".");
    const forged = [
      await signActorToken(ACTOR, "orders", "another secret of at least 32 characters", NOW),
      tamper(signed, { scopes: ["operations"] }),
      tamper(signed, { exp: NOW + 10 * LIFETIME_MS }),
      tamper(signed, { kind: "system" }),
      `${payload}.${mac.slice(0, -2)}`,
      `${payload}.`,
      `${payload}.${mac}.${mac}`,
      `.${mac}`,
      payload,
      "not a token",
      "",
    ];
    for (const text of forged) expect(await verifier().verify(text, NOW), text).toBeNull();
    expect(await verifier().verify(null, NOW)).toBeNull();
    expect(await verifier().verify(undefined, NOW)).toBeNull();
  });

  it("are signed anew before they end and kept until then", async () => {
    const signer = new ActorTokenSigner(SECRET);
    const first = await signer.sign(ACTOR, "orders", NOW);
    expect(await signer.sign(ACTOR, "orders", NOW + 30_000)).toBe(first);
    const second = await signer.sign(ACTOR, "orders", NOW + 45_000);
    expect(second).not.toBe(first);
    expect(await verifier().verify(second, NOW + LIFETIME_MS + 30_000)).toEqual(ACTOR);
  });

  it("follow a change of the actor at once", async () => {
    const signer = new ActorTokenSigner(SECRET);
    await signer.sign(ACTOR, "orders", NOW);
    const narrowed = { ...ACTOR, scopes: [] };
    expect(await verifier().verify(await signer.sign(narrowed, "orders", NOW), NOW)).toEqual(narrowed);
  });
});

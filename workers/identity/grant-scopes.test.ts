import { describe, expect, it } from "vitest";
import type { Actor } from "../../platform/auth/actor.ts";
import { grantScopes } from "./grant-scopes.ts";

const creator: Actor = { id: "key_a", kind: "secret", mode: "test", scopes: ["keys:write", "catalog:read"] };
const system: Actor = { id: "system", kind: "system", mode: "test", scopes: [] };

describe("granting scopes", () => {
  it("gives a secret key what was asked, each once", () => {
    expect(grantScopes("secret", ["catalog:read", "catalog:read"], creator)).toEqual({
      ok: true,
      value: ["catalog:read"],
    });
  });

  it("refuses a scope that the creator lacks, and names it", () => {
    expect(grantScopes("secret", ["catalog:read", "catalog:write"], creator)).toEqual({
      ok: false,
      refusal: { code: "scope_missing", scope: "catalog:write" },
    });
  });

  it("refuses a secret key that could do nothing", () => {
    expect(grantScopes("secret", [], creator).ok).toBe(false);
    expect(grantScopes("secret", undefined, creator).ok).toBe(false);
  });

  it("gives a publishable key `store` alone, and no choice", () => {
    expect(grantScopes("publishable", undefined, creator)).toEqual({ ok: true, value: ["store"] });
    expect(grantScopes("publishable", ["catalog:read"], creator).ok).toBe(false);
  });

  it("lets the system grant everything", () => {
    expect(grantScopes("secret", ["operations"], system)).toEqual({ ok: true, value: ["operations"] });
  });
});

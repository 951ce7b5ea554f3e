import { describe, expect, it } from "vitest";
import { composeKey, hintOfKey, modeOfDeployment, readKey } from "./key-format.ts";

const random = Uint8Array.from({ length: 32 }, (_, index) => index * 7);

describe("API keys", () => {
  it("say their kind and mode in their prefix and read back", () => {
    for (const kind of ["publishable", "secret"] as const) {
      for (const mode of ["test", "live"] as const) {
        const key = composeKey(kind, mode, random);
        expect(key).toMatch(/^[ps]k_(test|live)_[0-9a-z]{32}$/);
        expect(readKey(key)).toEqual({ kind, mode });
      }
    }
  });

  it.each([
    "",
    "pk_test_",
    "pk_test_0123456789abcdefghjkmnpqrstvwxy",
    "pk_test_0123456789abcdefghjkmnpqrstvwxyz0",
    "pk_test_0123456789abcdefghjkmnpqrstvwxyi",
    "PK_TEST_0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    "pk_prod_0123456789abcdefghjkmnpqrstvwxyz",
    " pk_test_0123456789abcdefghjkmnpqrstvwxyz",
    "pk_test_0123456789abcdefghjkmnpqrstvwxyz\n",
  ])("refuse %j, which nobody was given", (text) => {
    expect(readKey(text)).toBeNull();
  });

  it("refuse to be made of too little randomness", () => {
    expect(() => composeKey("secret", "test", new Uint8Array(31))).toThrow(RangeError);
  });

  it("are hinted at by their last four characters", () => {
    expect(hintOfKey("sk_test_0123456789abcdefghjkmnpqrstvwxyz")).toBe("wxyz");
  });

  it("are live in production and test everywhere else", () => {
    expect(modeOfDeployment("production")).toBe("live");
    expect(modeOfDeployment("preview")).toBe("test");
    expect(modeOfDeployment("development")).toBe("test");
    expect(modeOfDeployment("")).toBe("test");
  });
});

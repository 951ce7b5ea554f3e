import { describe, expect, it } from "vitest";
import { chooseTarget } from "./choose-target.ts";

const DEV = { url: "http://localhost:8787", publishableKey: "pk_dev", secretKey: "sk_dev" };
const KEYS = { publishableKey: "pk_a", secretKey: "sk_a" };
const choose = (target: string | null, more: Partial<Parameters<typeof chooseTarget>[0]> = {}, dev = DEV) =>
  chooseTarget({ target, isMine: false, publishableKey: null, secretKey: null, ...more }, dev);

describe("the target of a sale", () => {
  it("is a shop of our own by default", () => {
    expect(choose(null)).toEqual({ kind: "own" });
  });

  it.each([
    "http://localhost:8787",
    "http://127.0.0.1:8787/",
    "http://[::1]:8787",
  ])("is the shop of npm start at %s, with the keys it wrote down", (url) => {
    expect(choose(url)).toEqual({
      kind: "dev",
      isThisMachine: true,
      keys: { ...DEV, url: new URL(url).origin },
    });
  });

  it("may be on this machine without being ours to ask for", () => {
    expect(choose("http://souk.localhost:9000", KEYS)).toEqual({
      kind: "deployed",
      isThisMachine: true,
      keys: { url: "http://souk.localhost:9000", ...KEYS },
    });
  });

  it("may be anywhere if it is ours", () => {
    expect(choose("https://shop.example.com/de", { ...KEYS, isMine: true })).toEqual({
      kind: "deployed",
      isThisMachine: false,
      keys: { url: "https://shop.example.com", ...KEYS },
    });
  });

  it.each([
    ["https://shop.example.com", KEYS, "If the shop is yours, say so with --i-own-this."],
    ["https://localhost.example.com", KEYS, "is not on this machine"],
    ["http://shop.example.com", { ...KEYS, isMine: true }, "A secret key is not sent over plain http."],
    ["http://localhost:9000", {}, "Which keys open it?"],
    ["https://shop.example.com:8787", { isMine: true }, "Which keys open it?"],
    ["http://localhost:9000", { publishableKey: "sk_a", secretKey: "pk_a" }, "Which keys open it?"],
    ["shop.example.com", KEYS, "--target takes an address"],
    ["ftp://localhost", KEYS, "--target takes an address"],
  ])("is refused: %s with %j", (url, more, message) => {
    expect(() => choose(url, more)).toThrow(message);
  });
});

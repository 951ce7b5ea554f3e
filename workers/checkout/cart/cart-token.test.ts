import { describe, expect, it, vi } from "vitest";
import type { CartRef } from "../../../contracts/rpc/orders.ts";
import type { RecordId } from "../../../domain/kernel/record-id.ts";
import { readCartToken, signCartToken } from "./cart-token.ts";

const SECRET = "a cart token key for tests, longer than 32";
const ID = "001037k3mq9xa2tc5rnw8vj4e" as RecordId;
const plain: CartRef = { id: ID, birth: { currency: "EUR", createdAtMs: 1_790_000_000_000 } };
const dealer: CartRef = {
  id: ID,
  birth: { ...plain.birth, reader: { channel: "pos", market: null, priceGroup: "dealer" } },
};
/** Not from memory: what another isolate makes of a token. */
const readElsewhere = async (token: string) => {
  vi.resetModules();
  const elsewhere = await import("./cart-token.ts");
  return elsewhere.readCartToken(ID, token, SECRET);
};

describe("a cart token", () => {
  it("says what the cart was begun with, and for a cart for everybody no more than ever", async () => {
    expect(await readElsewhere(signCartToken(dealer, SECRET))).toEqual(dealer);
    const token = signCartToken(plain, SECRET);
    expect(await readElsewhere(token)).toEqual(plain);
    expect(token).toMatch(/^1\.EUR\.[0-9a-z]+\.[A-Za-z0-9_-]{43}$/);
  });

  it("is worth nothing once a word of it is changed", () => {
    const token = signCartToken(dealer, SECRET);
    const [, , created, channel, market, , mac] = token.split(".");
    const others = [
      token.replace(".dealer.", ".friend."),
      token.replace(".dealer.", ".-."),
      token.replace(".pos.", ".web."),
      token.replace("2.EUR", "2.USD"),
      token.replace("2.EUR", "1.EUR"),
      `1.EUR.${created}.${mac}`,
      `2.EUR.${created}.${channel}.${market}.dealer.x.${mac}`,
      `2.EUR.${created}.${channel}.${market}.${mac}`,
      `${token}.`,
      `${token}x`,
      token.toUpperCase(),
      "2.EUR",
      "",
      ".....",
    ];
    for (const other of others) expect(readCartToken(ID, other, SECRET)).toBeNull();
    expect(readCartToken("001037k3mq9xa2tc5rnw8vj4f" as RecordId, token, SECRET)).toBeNull();
  });
});

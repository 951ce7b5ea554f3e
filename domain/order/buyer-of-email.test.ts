import { describe, expect, it } from "vitest";
import { buyerOfEmail } from "./buyer-of-email.ts";

describe("a buyer is", () => {
  it.each([
    "ada@example.com",
    "Ada@Example.com",
    "ADA@EXAMPLE.COM",
    "  ada@example.com\n",
  ])("one, written as %j", (email) => {
    expect(buyerOfEmail(email)).toBe("ada@example.com");
  });

  it.each([
    "a.da@example.com",
    "ada+2@example.com",
    "ada@mail.example.com",
  ])("another at %s, which may be another person's", (email) => {
    expect(buyerOfEmail(email)).not.toBe("ada@example.com");
  });
});

import { describe, expect, it } from "vitest";
import { isShown } from "./is-shown.ts";
import type { Product } from "./product.ts";
import { publishedAt } from "./published-at.ts";

const NOW_MS = 1_000;
const shown = (change: Partial<Pick<Product, "status" | "publishAtMs" | "unpublishAtMs">>) =>
  isShown({ status: "active", publishAtMs: null, unpublishAtMs: null, ...change }, NOW_MS);

describe("CAT-10 a product is shown", () => {
  it.each([
    ["while it is active", {}, true],
    ["not as a draft", { status: "draft" }, false],
    ["not once it is archived", { status: "archived" }, false],
    ["from its very moment on", { publishAtMs: NOW_MS }, true],
    ["not a moment earlier", { publishAtMs: NOW_MS + 1 }, false],
    ["until just before its end", { unpublishAtMs: NOW_MS + 1 }, true],
    ["not at its end", { unpublishAtMs: NOW_MS }, false],
    ["not as a draft in its window", { status: "draft", publishAtMs: 0 }, false],
  ] as const)("%s", (_, change, expected) => {
    expect(shown(change)).toBe(expected);
  });
});

describe("since when a product is to be seen", () => {
  const active = { status: "active", publishAtMs: null } as const;
  it("is as scheduled, else from the edit on that made it active, and stays", () => {
    expect(publishedAt(null, { ...active, publishAtMs: 5_000 }, NOW_MS)).toBe(5_000);
    expect(publishedAt(null, active, NOW_MS)).toBe(NOW_MS);
    expect(publishedAt({ publishedAtMs: 400 }, active, NOW_MS)).toBe(400);
    expect(publishedAt({ publishedAtMs: null }, active, NOW_MS)).toBe(NOW_MS);
    expect(publishedAt({ publishedAtMs: 400 }, { ...active, status: "draft" }, NOW_MS)).toBe(null);
  });

  it("is now where it was to be later and the schedule is taken away", () => {
    expect(publishedAt({ publishedAtMs: 5_000 }, active, NOW_MS)).toBe(NOW_MS);
  });
});

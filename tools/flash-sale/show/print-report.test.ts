import { expect, it } from "vitest";
import { showVerdict } from "./print-report.ts";

it("shows each promise, what was found, and every single thing that is wrong up to a few", () => {
  const wrong = Array.from({ length: 10 }, (_, index) => `order_${index} is gone`);
  expect(
    showVerdict([
      { name: "oversold", wrong: [], found: "500 of 500 units sold" },
      { name: "forgotten", wrong, found: "500 orders acknowledged" },
      { name: "charged without order", wrong: [], found: "by the orders alone", isUnchecked: true },
    ]).split("\n"),
  ).toEqual([
    "Verdict",
    "ok       oversold               500 of 500 units sold",
    "WRONG    forgotten              500 orders acknowledged",
    ...wrong.slice(0, 8).map((what) => `         ${what}`),
    "         … and 2 more",
    "?        charged without order  by the orders alone",
  ]);
});

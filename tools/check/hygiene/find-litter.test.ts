import { describe, expect, it } from "vitest";
import { findLitter } from "./find-litter.ts";

const check = (text: string) =>
  findLitter([{ path: "a.ts", text }]).map(({ line, rule }) => `${line} ${rule}`);

describe("litter", () => {
  it.each([
    [`// ${"TO"}DO: later`, "1 a note to do it later"],
    [`\n/* ${"FIX"}ME */`, "2 a note to do it later"],
    [`it.${"only"}("alone", () => {})`, "1 a test that silences all others"],
    [`describe.${"only"}.each([])`, "1 a test that silences all others"],
    [`import "${"/ho"}me/ada/souk/a.ts"`, "1 a path of somebody's machine"],
    [`cd ${"/wo"}rk/main`, "1 a path of somebody's machine"],
  ])("is found in %s", (text, finding) => {
    expect(check(text)).toEqual([finding]);
  });

  it.each([
    "todo: finding.todo",
    "const only = it.each([1])",
    "GET /home/page",
    "/tmp/sheet.html",
    "a.only(b)",
  ])("is not %s", (text) => {
    expect(check(text)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../platform/auth/mac.ts";
import { readCursor, showCursor } from "./cursor.ts";

const end = { place: 1_763_600_000_000, id: "prod_axh7ns2h307fg869pqex" };
const encode = (text: string) => toBase64Url(new TextEncoder().encode(text));

it("reads back what it showed", () => {
  expect(readCursor("newest", showCursor("newest", end))).toEqual(end);
  expect(readCursor("collection", showCursor("collection", { ...end, place: 7 }))).toEqual({
    ...end,
    place: 7,
  });
});

describe("refuses", () => {
  it.each([
    ["a cursor of the other walk", showCursor("collection", end)],
    ["what is not base64url", "%%%"],
    ["padding", `${showCursor("newest", end)}=`],
    ["bits that are not used", `${showCursor("newest", end).slice(0, -1)}B`],
    ["another spelling of the same place", encode(`newest:0${end.place}:${end.id}`)],
    ["a place that is no number", encode(`newest:1e3:${end.id}`)],
    ["a negative place", encode(`newest:-1:${end.id}`)],
    ["a foreign id", encode(`newest:1:order_axh7ns2h307fg869pqex`)],
    ["SQL", encode("newest:1:prod_' OR 1=1 --")],
    ["nothing at all", ""],
    ["bytes that are no text", "_____w"],
  ])("%s", (_, cursor) => {
    expect(() => readCursor("newest", cursor)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

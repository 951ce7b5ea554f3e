import { expect, it } from "vitest";
import { checkContentType } from "./check-content-type.ts";

const check = (type: string | null, taken?: string[]) =>
  checkContentType(new Headers(type === null ? {} : { "content-type": type }), taken);

it.each([
  "application/json",
  "Application/JSON",
  "application/json; charset=utf-8",
  " application/json ;x=y",
])("%s is JSON", (type) => {
  expect(() => check(type)).not.toThrow();
});

it.each([
  null,
  "",
  "text/plain",
  "application/jsonp",
  "application/problem+json",
  "text/plain, application/json",
])("%s is not JSON", (type) => {
  expect(() => check(type)).toThrow(expect.objectContaining({ code: "unsupported_media_type" }));
});

it("a path that takes pictures takes no JSON", () => {
  expect(() => check("image/png", ["image/png"])).not.toThrow();
  expect(() => check("application/json", ["image/png"])).toThrow();
});

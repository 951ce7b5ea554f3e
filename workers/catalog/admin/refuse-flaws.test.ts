import { expect, it } from "vitest";
import { refuseFlaws } from "./refuse-flaws.ts";

it.each([
  [["variants", 0, "sku"], "/variants/0/sku"],
  [["translations", "de", "options", "a/b~c"], "/translations/de/options/a~1b~0c"],
  [[], ""],
])("points at %j as RFC 6901 does", (at, pointer) => {
  expect(refuseFlaws([{ at, detail: "is wrong" }]).extras.errors).toEqual([{ pointer, detail: "is wrong" }]);
});

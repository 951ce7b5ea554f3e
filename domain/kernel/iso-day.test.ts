import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, isIsoDay, weekdayOf } from "./iso-day.ts";

test.each([
  ["2025-02-28", true],
  ["2024-02-29", true],
  ["2025-02-29", false],
  ["2025-13-01", false],
  ["2025-00-10", false],
  ["2025-1-1", false],
  ["2025-01-01T00:00:00Z", false],
  ["", false],
])("'%s' is a day: %s", (text, answer) => expect(isIsoDay(text)).toBe(answer));

test.each([
  ["2025-02-28", 1, "2025-03-01"],
  ["2024-02-28", 1, "2024-02-29"],
  ["2025-01-01", -1, "2024-12-31"],
  ["2025-03-30", 1, "2025-03-31"],
])("%s and %i days is %s", (day, days, later) => expect(addDays(day, days)).toBe(later));

describe("weekdayOf", () => {
  test.each([
    ["1970-01-01", 4],
    ["1969-12-31", 3],
    ["2026-11-20", 5],
    ["2024-02-29", 4],
    ["2000-01-02", 7],
  ])("%s is weekday %i", (day, weekday) => expect(weekdayOf(day)).toBe(weekday));

  test("goes round in seven days", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (days) => {
        const day = addDays("1970-01-01", days);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
        expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      }),
    );
  });
});

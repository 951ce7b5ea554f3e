import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, weekdayOf } from "../kernel/iso-day.ts";
import { type DispatchCalendar, estimateDelivery } from "./estimate-delivery.ts";

/** 2026-12-21 is a Monday; the 25th (Friday) and New Year's Day (Friday) are holidays. */
const CALENDAR: DispatchCalendar = {
  cutOffMinute: 14 * 60,
  handlingDays: 0,
  workdays: [1, 2, 3, 4, 5],
  holidays: ["2026-12-25", "2026-12-26", "2027-01-01"],
};

test.each([
  // placed, at, handling, transit           sent, from, to
  ["Monday before the cut-off", "2026-12-14", "13:59", 0, 1, 2, "2026-12-14", "2026-12-15", "2026-12-16"],
  ["exactly at the cut-off", "2026-12-14", "14:00", 0, 1, 2, "2026-12-15", "2026-12-16", "2026-12-17"],
  ["Friday evening", "2026-12-11", "20:00", 0, 1, 1, "2026-12-14", "2026-12-15", "2026-12-15"],
  ["Saturday", "2026-12-12", "09:00", 0, 1, 1, "2026-12-14", "2026-12-15", "2026-12-15"],
  ["over a weekend", "2026-12-10", "09:00", 0, 2, 3, "2026-12-10", "2026-12-14", "2026-12-15"],
  ["over Christmas", "2026-12-24", "09:00", 0, 1, 2, "2026-12-24", "2026-12-28", "2026-12-29"],
  ["on Christmas Day", "2026-12-25", "09:00", 0, 1, 1, "2026-12-28", "2026-12-29", "2026-12-29"],
  ["two days of handling", "2026-12-14", "09:00", 2, 1, 1, "2026-12-16", "2026-12-17", "2026-12-17"],
  ["fetched the same day", "2026-12-14", "09:00", 0, 0, 0, "2026-12-14", "2026-12-14", "2026-12-14"],
  ["over New Year", "2026-12-31", "15:00", 0, 1, 1, "2027-01-04", "2027-01-05", "2027-01-05"],
])("%s", (_, day, time, handlingDays, minDays, maxDays, dispatchDay, fromDay, toDay) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const given = estimateDelivery(
    { day, minute: hours * 60 + minutes },
    { minDays, maxDays },
    { ...CALENDAR, handlingDays },
  );
  expect(given).toEqual({ dispatchDay, fromDay, toDay });
});

test("SHP-4 nothing is sent or delivered on a day off, nor before it was ordered", () => {
  const days = fc.integer({ min: 0, max: 2_000 }).map((count) => addDays("2024-01-01", count));
  const calendars = fc.record({
    cutOffMinute: fc.nat(1_440),
    handlingDays: fc.nat(5),
    workdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
    holidays: fc.array(days, { maxLength: 30 }),
  });
  const transits = fc
    .tuple(fc.nat(10), fc.nat(10))
    .map(([min, more]) => ({ minDays: min, maxDays: min + more }));
  fc.assert(
    fc.property(days, fc.nat(1_439), transits, calendars, (day, minute, transit, calendar) => {
      const { dispatchDay, fromDay, toDay } = estimateDelivery({ day, minute }, transit, calendar);
      expect([day, dispatchDay, fromDay, toDay]).toEqual([day, dispatchDay, fromDay, toDay].sort());
      for (const one of [dispatchDay, fromDay, toDay]) {
        expect(calendar.holidays).not.toContain(one);
        if (calendar.workdays.length > 0) expect(calendar.workdays).toContain(weekdayOf(one));
      }
      const earlier = estimateDelivery({ day, minute: 0 }, transit, calendar);
      expect(earlier.toDay <= toDay).toBe(true);
    }),
  );
});

import type { Flaw } from "../catalog/flaw.ts";
import { isIsoDay } from "../kernel/iso-day.ts";
import { CALENDAR_LIMITS, type DispatchCalendar, ISO_WEEKDAYS } from "./estimate-delivery.ts";

/** What is wrong with a shop's calendar as staff entered it. */
export function findCalendarFlaws(calendar: DispatchCalendar): Flaw[] {
  const { cutOffMinute, handlingDays, workdays, holidays } = calendar;
  const isWhole = (value: number, max: number) => Number.isSafeInteger(value) && value >= 0 && value <= max;
  const flaw = (holds: boolean, field: string, detail: string): Flaw[] =>
    holds ? [] : [{ at: ["shipping", "calendar", field], detail }];
  return [
    ...flaw(isWhole(cutOffMinute, 1_440), "cut_off_minute", "is a minute of the day, 0 to 1,440"),
    ...flaw(isWhole(handlingDays, CALENDAR_LIMITS.daysMax), "handling_days", "are 0 to 365"),
    ...flaw(
      workdays.every((weekday) => ISO_WEEKDAYS.includes(weekday)),
      "workdays",
      "are 1 for Monday to 7",
    ),
    ...flaw(holidays.length <= CALENDAR_LIMITS.holidaysMax, "holidays", "are no more than 500"),
    ...flaw(
      holidays.slice(0, CALENDAR_LIMITS.holidaysMax).every(isIsoDay),
      "holidays",
      "are days of the calendar",
    ),
  ];
}

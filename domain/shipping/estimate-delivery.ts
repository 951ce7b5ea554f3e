import { invariant } from "../kernel/invariant.ts";
import { addDays, weekdayOf } from "../kernel/iso-day.ts";

/** When a shop sends: all days and hours by the shop's own clock, which the caller reads. */
export type DispatchCalendar = {
  /** Orders of a working day until just before this minute (0 to 1,440) are handled that day. */
  readonly cutOffMinute: number;
  /** How many working days handling takes beyond the day it begins. */
  readonly handlingDays: number;
  /** ISO weekdays on which the shop sends and carriers deliver, 1 for Monday; none counts as all. */
  readonly workdays: readonly number[];
  /** ISO days on which nobody works. */
  readonly holidays: readonly string[];
};

export const ISO_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** What settings may hold; `find-calendar-flaws.ts` refuses more. */
export const CALENDAR_LIMITS = { holidaysMax: 500, daysMax: 365 } as const;

/** Both included. */
export type DeliveryEstimate = {
  readonly dispatchDay: string;
  readonly fromDay: string;
  readonly toDay: string;
};

/**
 * SHP-4 When an order should arrive. Handling begins on the day of the order when that is a working day and before the
 * cut-off, else on the next working day; transit counts working days from the day of dispatch. A promise of nothing:
 * carriers work by calendars of their own.
 */
export function estimateDelivery(
  placed: { readonly day: string; readonly minute: number },
  transit: { readonly minDays: number; readonly maxDays: number },
  calendar: DispatchCalendar,
): DeliveryEstimate {
  const isOff = offDays(calendar);
  const isInTime = !isOff(placed.day) && placed.minute < calendar.cutOffMinute;
  const begins = isInTime ? placed.day : workdaysAfter(placed.day, 1, isOff);
  const dispatchDay = workdaysAfter(begins, calendar.handlingDays, isOff);
  const fromDay = workdaysAfter(dispatchDay, transit.minDays, isOff);
  return { dispatchDay, fromDay, toDay: workdaysAfter(fromDay, transit.maxDays - transit.minDays, isOff) };
}

type IsOff = (day: string) => boolean;

function offDays({ workdays, holidays }: DispatchCalendar): IsOff {
  const closed = new Set(holidays);
  invariant(
    workdays.every((weekday) => ISO_WEEKDAYS.includes(weekday)),
    `SHP-4 weekdays are 1 to 7, got ${workdays}: a week without a working day never ends`,
  );
  return (day) => closed.has(day) || (workdays.length > 0 && !workdays.includes(weekdayOf(day)));
}

/** Ends, since a week has a working day and holidays are a finite list. */
function workdaysAfter(day: string, count: number, isOff: IsOff): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (!isOff(at)) left -= 1;
  }
  return at;
}

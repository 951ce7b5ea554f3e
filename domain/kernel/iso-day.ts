import { invariant } from "./invariant.ts";

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar as ISO 8601 writes it: `2025-02-28`, and not the 29th. */
export function isIsoDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && dayOf(atMs) === text;
}

/** The day so many days later, or earlier. Days have no hours here, so no clock change makes one longer. */
export function addDays(day: string, days: number): string {
  return dayOf(msOf(day) + days * DAY_MS);
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  const days = msOf(day) / DAY_MS;
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

function msOf(day: string): number {
  invariant(isIsoDay(day), `a day is written as 2025-02-28, got "${day}"`);
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

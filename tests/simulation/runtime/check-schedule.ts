import { Mismatch, type Turn } from "./turn.ts";

/**
 * What a partition is to do later is never forgotten: while there is due work, an alarm is set, and no later than the
 * work is due or than the clock said when it was set.
 */
export class ScheduleCheck {
  #highestWallMs = Number.NEGATIVE_INFINITY;

  /** To be told of every turn. */
  see({ object }: Turn): void {
    this.#highestWallMs = Math.max(this.#highestWallMs, object.wallMs());
  }

  check({ object }: Turn): void {
    // The handler sets the next one when it has done its work.
    if (object.isAlarmRunning) return;
    const [row] = object.rows("SELECT MIN(at_ms) AS dueAtMs FROM due WHERE parked IS NULL");
    const dueAtMs = row?.dueAtMs ?? null;
    if (dueAtMs === null) return;
    const alarmAtMs = object.disk.alarmAtMs;
    const latestMs = Math.max(Number(dueAtMs), this.#highestWallMs);
    if (alarmAtMs === null || alarmAtMs > latestMs)
      throw new Mismatch(`the alarm of ${object.name}`, `set, and not after ${latestMs}`, alarmAtMs);
  }
}

import type { Life } from "./life.ts";
import type { SimulatedObject } from "./simulated-object.ts";
import type { World } from "./world.ts";

const RETRIES_MAX = 6;
const BACKOFF_MS = 2_000;

/**
 * Calls an object's alarm handler when the time has come, at least once: late, again after a failure or a crash, and
 * sometimes once more although all went well. After six failures the alarm is gone.
 */
export class AlarmManager {
  readonly #world: World;
  readonly #object: SimulatedObject;
  #plannedForMs: number | null = null;
  #version = 0;
  #isRunning = false;
  #failures = 0;

  constructor(world: World, object: SimulatedObject) {
    this.#world = world;
    this.#object = object;
  }

  /** The instance is gone, and with it a handler that may have been under way. */
  followCrash(): void {
    this.#isRunning = false;
    this.follow();
  }

  /** The same alarm comes at another time. */
  followClock(): void {
    this.#plannedForMs = null;
    this.follow();
  }

  /** Looks at the alarm as it is on the disk. */
  follow(): void {
    const atMs = this.#object.disk.alarmAtMs;
    if (this.#isRunning || atMs === this.#plannedForMs) return;
    this.#plannedForMs = atMs;
    this.#version += 1;
    const version = this.#version;
    if (atMs === null) return;
    const waitMs = Math.max(atMs - this.#object.wallMs(), 0) + this.#backoffMs();
    this.#world.plan(waitMs + this.#world.faults.alarmLateMs(), this.#world.faults.tie(), async () => {
      if (version === this.#version) await this.#fire();
    });
  }

  #fire(): Promise<void> {
    const firedForMs = this.#plannedForMs;
    this.#isRunning = true;
    this.#plannedForMs = null;
    this.#version += 1;
    this.#world.count("alarms");
    return this.#object.arrive((life) => ({
      cause: "alarm",
      within: null,
      work: () => this.#run(life, firedForMs),
      onDropped: () => {
        this.#isRunning = false;
      },
    }));
  }

  #run(life: Life, firedForMs: number | null): void {
    const { disk } = this.#object;
    // One that was set anew since is not this one's to delete.
    const run = { deletesAlarm: disk.alarmAtMs !== null && disk.alarmAtMs === firedForMs };
    life.alarmRun = run;
    const over = (isDone: boolean) => {
      if (life.isOver) return;
      life.alarmRun = null;
      this.#isRunning = false;
      this.#failures = isDone ? 0 : this.#failures + 1;
      const isGone = isDone || this.#failures > RETRIES_MAX;
      if (run.deletesAlarm && isGone) disk.alarmAtMs = null;
      if (isDone && this.#world.faults.alarmRepeats())
        life.emit(() =>
          this.#world.plan(this.#world.faults.alarmLateMs(), this.#world.faults.tie(), () => this.#repeat()),
        );
    };
    this.#handle(life).then(
      () => over(true),
      () => over(false),
    );
  }

  async #handle(life: Life): Promise<void> {
    const instance = life.instance as { alarm?: (info: object) => unknown } | null;
    await instance?.alarm?.({ retryCount: this.#failures, isRetry: this.#failures > 0 });
  }

  async #repeat(): Promise<void> {
    if (!this.#isRunning) await this.#fire();
  }

  #backoffMs(): number {
    return this.#failures === 0 ? 0 : BACKOFF_MS * 2 ** (this.#failures - 1);
  }
}

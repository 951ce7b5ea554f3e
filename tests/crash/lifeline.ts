/** Whether the shop is there: buyers who got no answer wait for it. */
export class Lifeline {
  #waiting: (() => void)[] = [];
  #isCut = false;

  isUp(): Promise<void> {
    return this.#isCut ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  cut(): void {
    this.#isCut = true;
  }

  restore(): void {
    this.#isCut = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** Says what is being done: one line that is rewritten on a terminal, one line per step elsewhere. */
export function reportStep(step: string, done?: number, total?: number): void {
  if (process.stdout.isTTY) {
    const count = total === undefined ? "" : ` ${done} of ${total}`;
    process.stdout.write(`\r\x1b[2K${step}${count} …`);
  } else if (done === undefined || done === total) {
    console.log(total === undefined ? `${step} …` : `${step}: ${total} done`);
  }
}

/** Makes room for what comes next. */
export function endSteps(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K");
}

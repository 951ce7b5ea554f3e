/** Something the person at the keyboard can act on: the message is all they need to see. */
export class Stop extends Error {
  override name = "Stop";
}

/** Ends a command with exit code 1: a `Stop` as its one message, anything else with its stack. */
export function reportAndFail(error: unknown): void {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}

export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
  readonly retryable = true;
}

/** The work's outcome, or `DeadlinePassed` once the time is over. The work itself goes on; nobody waits for it. */
export async function withinMs<Value>(
  deadlineMs: number,
  what: string,
  work: Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlinePassed(`${what} took longer than ${deadlineMs} ms`)),
      deadlineMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Fields = Record<string, string | number | boolean | null | undefined>;

/** One structured line for Workers Logs. Never personal data, never secrets: ids and numbers only. */
export function logEvent(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  // biome-ignore lint/suspicious/noConsole: console is how a Worker writes its log
  console[level](JSON.stringify({ event, ...fields }));
}

/** What an unexpected error may say in a log: its name and message, never a request's content. */
export function describeError(error: unknown): { error: string; stack?: string } {
  if (error instanceof Error) {
    return {
      error: `${error.name}: ${error.message}`,
      ...(error.stack ? { stack: error.stack.slice(0, 2_000) } : {}),
    };
  }
  return { error: String(error).slice(0, 500) };
}

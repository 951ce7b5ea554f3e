/**
 * What one visitor does: requests one after the other. `{name}` in a path, header or body is filled with a value of
 * the visitor's row, with what an earlier answer was captured as, or (for `{fresh}`) with something never used before.
 */
export type Flow = {
  steps: Step[];
  /** The visitors' values. Visitors take one row each: in turn for ever, or until they are used up. */
  rows: Record<string, string>[];
  useRows: "in turn" | "once";
};

export type Step = {
  name: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** The status of success. Any other ends the visit, and is counted. */
  expect: number;
  /** Values to take out of the JSON answer: name → top-level field. */
  capture?: Record<string, string>;
};

/** A flow with everything prepared that does not differ between visitors. */
export type CompiledStep = Step & { render(values: Record<string, string>): string };

export function compileFlow(flow: Flow, origin: string): CompiledStep[] {
  const { host } = new URL(origin);
  return flow.steps.map((step) => ({ ...step, render: compileStep(step, host) }));
}

/** Requests travel as latin1 strings, so bodies are kept in ASCII. */
function compileStep(step: Step, host: string): CompiledStep["render"] {
  const body = step.body === undefined ? "" : toAscii(JSON.stringify(step.body));
  const headers = Object.entries({
    host,
    ...(body === "" ? {} : { "content-type": "application/json" }),
    ...step.headers,
  });
  const head = `${step.method} ${step.path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}`;
  const renderHead = compileText(head);
  const renderBody = compileText(body);
  const sendsBody = step.method !== "GET";

  if (!PLACE.test(head) && !PLACE.test(body)) {
    const whole = `${head}${sendsBody ? `content-length: ${body.length}\r\n` : ""}\r\n${body}`;
    return () => whole;
  }
  return (values) => {
    const text = renderBody(values);
    return `${renderHead(values)}${sendsBody ? `content-length: ${text.length}\r\n` : ""}\r\n${text}`;
  };
}

const PLACE = /\{([a-z_]+)\}/;

function compileText(text: string): (values: Record<string, string>) => string {
  // An odd number of parts: text, name, text, name, …, text.
  const parts = text.split(/\{([a-z_]+)\}/);
  if (parts.length === 1) return () => text;
  return (values) => {
    let filled = parts[0] ?? "";
    for (let index = 1; index < parts.length; index += 2) {
      const name = parts[index] ?? "";
      filled += (name === "fresh" ? crypto.randomUUID() : values[name]) + (parts[index + 1] ?? "");
    }
    return filled;
  };
}

function toAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

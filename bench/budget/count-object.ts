import type { DurableObject } from "cloudflare:workers";
import { count, countRowsOf } from "./tally.ts";

// A mixin must take any constructor arguments; TypeScript asks for exactly this form.
// biome-ignore lint/suspicious/noExplicitAny: see above
type ObjectClass = new (...args: any[]) => DurableObject<any>;

const seen = new Set<string>();

/**
 * The shipped class with counters around it: calls of its methods, alarms, rows written, commits, and objects that
 * did not exist before. What it does is not touched.
 */
export function countObject<Class extends ObjectClass>(kind: string, shipped: Class): Class {
  // @ts-expect-error A mixin's constructor is only allowed for classes that TypeScript knows nothing about.
  const Counted = class extends shipped {
    constructor(ctx: DurableObjectState, env: object) {
      const id = ctx.id.toString();
      if (!seen.has(id)) count(`${kind} fresh`);
      seen.add(id);
      countStorage(kind, ctx.storage);
      super(ctx, countQueues(env));
    }
  };
  for (const name of methodsOf(shipped)) countCalls(kind, Counted.prototype, name);
  return Counted as Class;
}

function methodsOf(shipped: { prototype: object }): string[] {
  const names = new Set<string>();
  for (let level = shipped.prototype; "constructor" in level; level = Object.getPrototypeOf(level)) {
    if (level.constructor.name === "DurableObject" || level === Object.prototype) break;
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  names.delete("constructor");
  return [...names];
}

function countCalls(kind: string, prototype: object, name: string): void {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== "function") return;
  const counter = name === "alarm" ? `${kind} alarm` : `${kind} call ${name}`;
  Object.defineProperty(prototype, name, {
    value(this: unknown, ...args: unknown[]): unknown {
      count(counter);
      return Reflect.apply(method, this, args);
    },
  });
}

function countStorage(kind: string, storage: DurableObjectStorage): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const transactionSync = storage.transactionSync.bind(storage);
  const setAlarm = storage.setAlarm.bind(storage);
  let depth = 0;

  const countedSql = new Proxy(sql, {
    get(target, name) {
      if (name !== "exec") return Reflect.get(target, name, target);
      return (query: string, ...values: unknown[]) => {
        const cursor = exec(query, ...values);
        if (!/^\s*select/i.test(query)) countRowsOf(`${kind} rows`, cursor);
        else count(`${kind} reads`);
        return cursor;
      };
    },
  });
  Object.defineProperty(storage, "sql", { value: countedSql });
  Object.defineProperty(storage, "transactionSync", {
    value<Value>(work: () => Value): Value {
      if (depth === 0) count(`${kind} transactions`);
      depth += 1;
      try {
        return transactionSync(work);
      } finally {
        depth -= 1;
      }
    },
  });
  Object.defineProperty(storage, "setAlarm", {
    value(at: number): Promise<void> {
      count(`${kind} alarms set`);
      return setAlarm(at);
    },
  });
}

/** An environment whose queues count what is sent to them. */
function countQueues<Env extends object>(env: Env): Env {
  const entries = Object.entries(env).map(([name, binding]) => [
    name,
    isQueue(binding) ? countQueue(binding) : binding,
  ]);
  return Object.fromEntries(entries) as Env;
}

function isQueue(binding: unknown): binding is Queue {
  return typeof binding === "object" && binding !== null && "sendBatch" in binding;
}

function countQueue(queue: Queue): Pick<Queue, "send" | "sendBatch"> {
  return {
    send(body, options) {
      count("queue messages");
      count("queue sends");
      return queue.send(body, options);
    },
    sendBatch(messages, options) {
      const list = [...messages];
      count("queue messages", list.length);
      count("queue sends");
      return queue.sendBatch(list, options);
    },
  };
}

import type { WorkerEntrypoint } from "cloudflare:workers";
import { count } from "./tally.ts";

type EntrypointClass<Env> = new (ctx: ExecutionContext, env: Env) => WorkerEntrypoint<Env>;

/** A Worker's entrypoint with its calls counted and its environment replaced by a counting one. */
export function countEntrypoint<Env, Class extends EntrypointClass<Env>>(
  worker: string,
  shipped: Class,
  counted: (env: Env) => Env,
): Class {
  const Counted = class extends (shipped as EntrypointClass<Env>) {
    constructor(ctx: ExecutionContext, env: Env) {
      super(ctx, counted(env));
    }
  };
  for (const name of Object.getOwnPropertyNames(shipped.prototype)) {
    const method: unknown = Reflect.get(shipped.prototype, name);
    if (name === "constructor" || typeof method !== "function") continue;
    Object.defineProperty(Counted.prototype, name, {
      value(this: unknown, ...args: unknown[]): unknown {
        count(`${worker} ${name === "fetch" ? "fetch" : `rpc ${name}`}`);
        return Reflect.apply(method, this, args);
      },
    });
  }
  return Counted as unknown as Class;
}

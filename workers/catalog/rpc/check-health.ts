import type { ServiceHealth } from "../../../contracts/rpc/identity.ts";
import type { CatalogEnv } from "../env.ts";
import { withinMs } from "../reads/within-ms.ts";

const DEADLINE_MS = 1_500;

/** Asks each dependency for something that costs nothing and need not exist. */
export async function checkHealth(env: CatalogEnv): Promise<ServiceHealth> {
  const [d1, kv, r2] = await Promise.all([
    answers(env.DB.prepare("SELECT 1 FROM catalog_change LIMIT 1").all()),
    answers(env.COPIES.get("health")),
    answers(env.MEDIA.head("health")),
  ]);
  return { d1, kv, r2 };
}

async function answers(asked: Promise<unknown>): Promise<"ok" | "down"> {
  try {
    await withinMs(DEADLINE_MS, "a dependency", asked);
    return "ok";
  } catch {
    return "down";
  }
}

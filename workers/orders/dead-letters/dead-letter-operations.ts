import { desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type {
  DeadLetter,
  listDeadLetters as listSpec,
  redriveDeadLetter as redriveSpec,
} from "../../../contracts/http/admin/operations-routes.ts";
import { olderThan } from "../../../platform/d1/older-than.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readTimeCursor, showTimeCursor } from "../../../platform/http/time-cursor.ts";
import type { OrdersEnv } from "../env.ts";
import { deadLetters } from "../tables.ts";

export async function listDeadLetters({
  query,
  env,
}: Call<typeof listSpec, OrdersEnv>): Promise<Reply<typeof listSpec>> {
  const after = readTimeCursor(query.cursor);

  const rows = await drizzle(env.DB)
    .select()
    .from(deadLetters)
    .where(olderThan(deadLetters.failedAtMs, deadLetters.id, after))
    .orderBy(desc(deadLetters.failedAtMs), desc(deadLetters.id))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? showTimeCursor(last.failedAtMs, last.id) : null;
  return { status: 200, body: { data: page.map(encode), next_cursor: next } };
}

/** Sends a failed message to its queue again. Consumers are idempotent, so twice does no harm. */
export async function redriveDeadLetter({
  params,
  env,
}: Call<typeof redriveSpec, OrdersEnv>): Promise<Reply<typeof redriveSpec>> {
  const db = drizzle(env.DB);
  const [letter] = await db.select().from(deadLetters).where(eq(deadLetters.id, params.id)).limit(1);
  if (!letter) throw problem("not_found");

  await queueOf(letter.queue, env).send(JSON.parse(letter.body));

  const redrivenAtMs = Date.now();
  await db.update(deadLetters).set({ redrivenAtMs }).where(eq(deadLetters.id, params.id));
  return { status: 200, body: encode({ ...letter, redrivenAtMs }) };
}

function queueOf(name: string, env: OrdersEnv): Queue {
  switch (name) {
    case "order-events":
      return env.ORDER_EVENTS;
    case "checkout-commands":
      return env.CHECKOUT_COMMANDS;
    case "stock-events":
      return env.STOCK_EVENTS;
    case "catalog-jobs":
      return env.CATALOG_JOBS;
    case "catalog-events":
      return env.CATALOG_EVENTS;
    default:
      throw new Error(`no dead letter comes from a queue "${name}"`);
  }
}

function encode(row: typeof deadLetters.$inferSelect): z.infer<typeof DeadLetter> {
  return {
    id: row.id,
    queue: row.queue,
    body: JSON.parse(row.body),
    attempts: row.attempts,
    failed_at: new Date(row.failedAtMs).toISOString(),
    redriven_at: row.redrivenAtMs === null ? null : new Date(row.redrivenAtMs).toISOString(),
  };
}

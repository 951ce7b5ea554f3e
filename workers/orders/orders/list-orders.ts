import { and, desc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { listOrders as spec } from "../../../contracts/http/admin/order-routes.ts";
import { olderThan } from "../../../platform/d1/older-than.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { readTimeCursor, showTimeCursor } from "../../../platform/http/time-cursor.ts";
import type { OrdersEnv } from "../env.ts";
import { orders } from "../tables.ts";

export async function listOrders({ query, env }: Call<typeof spec, OrdersEnv>): Promise<Reply<typeof spec>> {
  const after = readTimeCursor(query.cursor);
  const number = query.number?.toUpperCase().replaceAll("-", "");

  const rows = await drizzle(env.DB)
    .select()
    .from(orders)
    .where(
      and(
        query.status && eq(orders.status, query.status),
        number === undefined ? undefined : eq(orders.number, `${number.slice(0, 5)}-${number.slice(5)}`),
        olderThan(orders.orderedAtMs, orders.id, after),
      ),
    )
    .orderBy(desc(orders.orderedAtMs), desc(orders.id))
    .limit(query.limit + 1);

  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      data: page.map((row) => ({
        id: row.id,
        number: row.number,
        status: row.status,
        currency: row.currency,
        total: { amount: row.totalAmount, currency: row.currency },
        units: row.units,
        line_count: row.lineCount,
        placed_at: row.placedAtMs === null ? null : new Date(row.placedAtMs).toISOString(),
        updated_at: new Date(row.updatedAtMs).toISOString(),
      })),
      next_cursor: rows.length > query.limit && last ? showTimeCursor(last.orderedAtMs, last.id) : null,
    },
  };
}

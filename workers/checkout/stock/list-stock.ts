import type { listStock as spec } from "../../../contracts/http/admin/stock-routes.ts";
import type { LevelRow } from "../../../contracts/rpc/stock-staff.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import type { CheckoutEnv } from "../env.ts";
import { encodeLevel } from "./encode-level.ts";
import { namesOfItems } from "./names-of-items.ts";
import { goOn, partitionOfWalk, readStockCursor, showStockCursor } from "./walk-partitions.ts";

/** Questions of one call: a walk over many partitions that have nothing to show goes on in the next. */
const LOOKS_MAX = 32;

export async function listStock({ query, env }: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const { state, limit } = query;
  let cursor = readStockCursor(query.cursor, "?cursor");

  const rows: LevelRow[] = [];
  let place = await partitionOfWalk(env, cursor);
  for (let look = 0; place && rows.length < limit && look < LOOKS_MAX; look += 1) {
    const found = await place.stock.levels({ after: cursor.after, limit: limit - rows.length, state });
    rows.push(...found.rows);
    cursor = goOn(cursor, found.after);
    place = await partitionOfWalk(env, cursor);
  }

  const skus = await namesOfItems(
    env,
    rows.map(({ level }) => level.itemId),
  );
  return {
    status: 200,
    body: {
      data: rows.map(({ level, move }) => encodeLevel(skus.get(level.itemId) ?? null, level, move)),
      next_cursor: place && showStockCursor(cursor),
    },
  };
}

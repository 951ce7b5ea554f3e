import { PRICE_LIST_LIMITS, type PriceList } from "../../../domain/pricing/price-list.ts";
import { commitTogether, type Write } from "../../../platform/d1/commit-together.ts";
import { IDEMPOTENCY_SCOPE } from "../../../platform/d1/idempotency.ts";
import { problem } from "../../../platform/http/problem.ts";
import { refuseTaken } from "../admin/refuse-flaws.ts";
import { isOneMore, priceListWrites } from "./price-list-writes.ts";

type Commit = {
  database: D1Database;
  before: PriceList | null;
  after: PriceList;
  actorId: string;
  first?: readonly Write[];
};

/** Commits a version of a price list, whole or not at all; the database decides what only it can know. */
export async function commitPriceList({
  database,
  before,
  after,
  actorId,
  first = [],
}: Commit): Promise<"committed" | "overtaken" | "same_key"> {
  const outcome = await commitTogether(database, [...first, ...priceListWrites(before, after, actorId)]);
  if (outcome.kind === "committed") return "committed";

  const { columns } = outcome.constraint;
  if (columns === IDEMPOTENCY_SCOPE) return "same_key";
  if (columns === "price_list.handle") throw refuseTaken([{ at: ["handle"], detail: "is taken" }]);
  if (isOneMore(before, after) && (await isFull(database))) {
    const allowed = PRICE_LIST_LIMITS.listsMax;
    throw problem("limit_exceeded", { members: { limit: "price_lists", allowed } });
  }
  return "overtaken";
}

async function isFull(database: D1Database): Promise<boolean> {
  const lists = database.prepare("SELECT count(*) AS n FROM price_list WHERE status <> 'archived'");
  return ((await lists.first<{ n: number }>())?.n ?? 0) >= PRICE_LIST_LIMITS.listsMax;
}

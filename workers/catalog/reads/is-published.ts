import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { product } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import type { ReadContext } from "./read-context.ts";

const BYTES = 400;

/** Whether shoppers see the product with this id, as young as the heads. */
export async function isPublished({ env, memory, cost }: ReadContext, productId: string): Promise<boolean> {
  const known = memory.published.get(productId);
  if (known !== undefined) return known;

  cost.d1 += 1;
  const db = drizzle(env.DB);
  const [seq, found] = await db.batch([
    asOfSeqQuery(db),
    db
      .select({ id: product.id })
      .from(product)
      .where(and(eq(product.id, productId), eq(product.isShown, true))),
  ]);
  const origin = { asOfSeq: readAsOfSeq(seq), topics: [TOPICS.product(productId)] };
  memory.published.put(productId, found.length > 0, origin, BYTES);
  return found.length > 0;
}

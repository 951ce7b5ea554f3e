import { and, eq } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { product } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { ReadContext } from "./read-context.ts";

const BYTES = 400;

/** Whether shoppers see the product with this id, as young as the heads. */
export async function isPublished(read: ReadContext, productId: string): Promise<boolean> {
  const { memory } = read;
  const known = memory.published.get(productId);
  if (known !== undefined) return known;

  const db = askReplica(read);
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

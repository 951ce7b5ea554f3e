import { and, eq } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { product } from "../tables.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { ReadContext } from "./read-context.ts";
import { shownIn } from "./shown-in.ts";

const BYTES = 400;

/** Whether shoppers of this sales channel see the product with this id, as young as the heads. */
export async function isPublished(read: ReadContext, productId: string, channel: string): Promise<boolean> {
  const { memory } = read;
  const key = `${productId} ${channel}`;
  const known = memory.published.get(key);
  if (known !== undefined) return known;

  const db = askReplica(read);
  const [seq, found] = await db.batch([
    asOfSeqQuery(db),
    db
      .select({ id: product.id })
      .from(product)
      .where(and(eq(product.id, productId), shownIn(channel))),
  ]);
  const origin = { asOfSeq: readAsOfSeq(seq), topics: [TOPICS.product(productId)] };
  memory.published.put(key, found.length > 0, origin, BYTES);
  return found.length > 0;
}

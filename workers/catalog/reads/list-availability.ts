import type { z } from "zod";
import type { listAvailability as spec } from "../../../contracts/http/store/product-routes.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showAvailability } from "../availability/show-availability.ts";
import { assembleAvailability, stockOfVariantsQuery } from "../availability/stock-of-products.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import type { Reading } from "./find-answer.ts";

type Body = z.input<(typeof spec)["responses"][200]["content"]["application/json"]["schema"]>;

/** Of these variants those that this channel shows, with what is known of their stock. Ids are sorted, each once. */
export function listAvailability(
  variantIds: readonly string[],
  channel: string,
  showsUnits: boolean,
): Reading {
  return {
    key: `availability ${channel} ${showsUnits ? "units " : ""}${variantIds.join()}`,
    locate: null,

    async load(read) {
      const db = askReplica(read);
      const [seq, rows] = await db.batch([asOfSeqQuery(db), stockOfVariantsQuery(db, variantIds, channel)]);
      const availability = assembleAvailability(rows, showsUnits);
      const shown = variantIds.filter((id) => rows.some(({ variantId }) => variantId === id));
      const products = new Set(rows.map(({ productId }) => productId));
      // One that shoppers do not see may appear with any product: each such change touches the list of products.
      const topics = [
        ...[...products].map(TOPICS.product),
        ...(shown.length < variantIds.length ? [TOPICS.products] : []),
      ];
      const body: Body = {
        data: shown.map((id) => ({ variant_id: id, availability: showAvailability(availability(id)) })),
      };
      return { exists: true, origin: { asOfSeq: readAsOfSeq(seq), topics }, copyName: null, body };
    },
  };
}

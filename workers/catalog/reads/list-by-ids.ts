import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { asOfSeqQuery, readAsOfSeq } from "./as-of-seq.ts";
import { askReplica } from "./ask-replica.ts";
import { chosenQuery } from "./card-queries.ts";
import type { Reading } from "./find-answer.ts";
import { nameOfShelf } from "./resolve-reader.ts";
import { showCard } from "./show-card.ts";

/** The cards of these products, as far as they are shown. Ids are sorted, each once. */
export function listByIds(ids: readonly string[], shelf: Shelf): Reading {
  return {
    key: `ids ${nameOfShelf(shelf)} ${ids.join()}`,
    // There is no end to combinations: none is worth a copy in KV.
    locate: null,

    async load(read) {
      const db = askReplica(read);
      const [seq, rows] = await db.batch([asOfSeqQuery(db), chosenQuery(db, { ids, shelf })]);
      return {
        exists: true,
        origin: { asOfSeq: readAsOfSeq(seq), topics: [TOPICS.prices, ...ids.map(TOPICS.product)] },
        copyName: null,
        body: { data: rows.map((row) => showCard(row, shelf.currency)), next_cursor: null },
      };
    },
  };
}

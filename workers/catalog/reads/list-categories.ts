import { asc } from "drizzle-orm";
import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/category.ts";
import { inTreeOrder } from "../../../domain/catalog/in-tree-order.ts";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showPicture } from "../show-picture.ts";
import { category } from "../tables-of-taxonomy.ts";
import type { Reading } from "./find-answer.ts";
import { wholeList } from "./whole-list.ts";

/** CAT-9 The whole tree, each category behind the one it is in. */
export function listCategories(): Reading {
  return wholeList({
    topic: TOPICS.taxonomy,
    rows: (db) => db.select().from(category).orderBy(asc(category.position), asc(category.handle)),
    show: (rows) =>
      inTreeOrder(rows).map(
        ({ node, depth }): z.input<typeof wire.Category> => ({
          handle: node.handle,
          parent: node.parent,
          depth,
          title: node.title,
          description: node.description,
          picture: node.mediaId === null ? null : showPicture({ id: node.mediaId, alt: node.title }),
          seo: node.seo,
        }),
      ),
  });
}

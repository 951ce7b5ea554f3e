import { asc, eq } from "drizzle-orm";
import { TOPICS } from "../../../domain/catalog/topics-of-change.ts";
import { showPicture } from "../show-picture.ts";
import { collection } from "../tables.ts";
import type { Reading } from "./find-answer.ts";
import { wholeList } from "./whole-list.ts";

/** All active collections, oldest first. */
export function listCollections(): Reading {
  return wholeList({
    topic: TOPICS.collections,
    rows: (db) =>
      db
        .select({
          handle: collection.handle,
          title: collection.title,
          description: collection.description,
          mediaId: collection.mediaId,
          seo: collection.seo,
        })
        .from(collection)
        .where(eq(collection.status, "active"))
        .orderBy(asc(collection.createdAtMs), asc(collection.id)),
    show: (rows) =>
      rows.map(({ mediaId, seo, ...shown }) => ({
        ...shown,
        picture: mediaId === null ? null : showPicture({ id: mediaId, alt: shown.title }),
        seo,
      })),
  });
}

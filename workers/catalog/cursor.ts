import { fromBase64Url, toBase64Url } from "../../platform/auth/mac.ts";
import { problem } from "../../platform/http/problem.ts";

/** Where a page ended: the last row's place in the order of its list (a time or a position) and, for equals, its id. */
export type PageEnd = { place: number; id: string };

/** Which order a cursor walks. One of another list means nothing here. */
export type Walk = "newest" | "collection" | "category";

const SHAPE = /^(newest|collection|category):([0-9]{1,15}):(prod_[0-9a-hjkmnp-tv-z]{20})$/;

export function showCursor(walk: Walk, { place, id }: PageEnd): string {
  return toBase64Url(new TextEncoder().encode(`${walk}:${place}:${id}`));
}

/** Reads what `showCursor` made for the same walk; a 400 problem for anything else. */
export function readCursor(walk: Walk, cursor: string): PageEnd {
  const bytes = fromBase64Url(cursor);
  const [, named, place, id] = SHAPE.exec(bytes ? new TextDecoder().decode(bytes) : "") ?? [];
  // Written again, so that one place in a list has one cursor: copies of pages are kept by it.
  if (named === walk && place && id && showCursor(walk, { place: Number(place), id }) === cursor) {
    return { place: Number(place), id };
  }
  throw problem("invalid_request", {
    errors: [{ pointer: "?cursor", detail: "is not a cursor of this list" }],
  });
}

import { sql } from "drizzle-orm";
import { PRODUCT_LIMITS } from "../../../../contracts/http/admin/product.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Write } from "../../../../platform/d1/commit-together.ts";
import type { CatalogEnv } from "../../env.ts";
import { fetchPicture } from "../pictures/fetch-picture.ts";
import { findPictures, isFetchable } from "../pictures/find-pictures.ts";

/** The platform lets six be under way, and a fetch may take ten seconds: a slice is done within the minute. */
const AT_ONCE = 6;
const FETCHED_MAX = 24;

export type SlicePictures = {
  /** How many drafts, from the first on, the slice has room for. */
  drafts: number;
  ids: ReadonlyMap<string, string>;
  /** What is wrong with each that could not be had. */
  failures: ReadonlyMap<string, string>;
  fetched: number;
  writes: readonly Write[];
};

/**
 * IMP-5 The pictures of as many drafts as one slice can fetch. What was fetched once is not fetched again, whatever file
 * names it. A dry run fetches nothing: what is new to it gets an id that means nothing.
 */
export async function slicePictures(
  env: CatalogEnv,
  drafts: readonly Draft[],
  isDryRun: boolean,
  nowMs: number,
): Promise<SlicePictures> {
  const known = await findPictures(env, [...new Set(drafts.flatMap(namesOf))]);
  const wanted = new Set<string>();
  let room = drafts.length;
  for (const [index, draft] of drafts.entries()) {
    const missing = namesOf(draft).filter((name) => !known.has(name) && isFetchable(env, name));
    const more = missing.filter((name) => !wanted.has(name)).length;
    if (!isDryRun && index > 0 && wanted.size + more > FETCHED_MAX) {
      room = index;
      break;
    }
    for (const name of missing) wanted.add(name);
  }

  const ids = new Map(known);
  const failures = new Map<string, string>();
  const fetched: [string, string][] = [];
  if (isDryRun) for (const name of wanted) ids.set(name, `media_not_fetched_${ids.size}`);
  else {
    await eachAtMost(AT_ONCE, [...wanted], async (name) => {
      const answer = await fetchPicture(env, name);
      if (answer.kind === "failed") failures.set(name, answer.problem);
      else {
        ids.set(name, answer.id);
        fetched.push([name, answer.id]);
      }
    });
  }
  return { drafts: room, ids, failures, fetched: fetched.length, writes: noteSources(fetched, nowMs) };
}

/** More than a product may have are not fetched either. */
export function namesOf({ pictures, variants }: Draft): string[] {
  const own = (pictures ?? []).slice(0, PRODUCT_LIMITS.mediaMax).map(({ src }) => src);
  return [
    ...own,
    ...(variants ?? []).flatMap(({ pictureSrc }) => (pictureSrc === null ? [] : pictureSrc)),
  ].filter((name) => pictures === null || own.includes(name));
}

function noteSources(fetched: readonly (readonly [string, string])[], nowMs: number): Write[] {
  if (fetched.length === 0) return [];
  return [
    sql`INSERT INTO picture_source (address, media_id, fetched_at_ms)
      SELECT value ->> 0, value ->> 1, ${nowMs} FROM json_each(${JSON.stringify(fetched)}) WHERE true
      ON CONFLICT (address) DO NOTHING`,
  ];
}

async function eachAtMost<Item>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

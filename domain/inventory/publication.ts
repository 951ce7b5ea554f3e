import { isThere, type Signal } from "./signal.ts";
import { isSameNews, type StockNews } from "./stock-news.ts";

export const HAPPENINGS = ["stock.low", "stock.back_in_stock", "stock.short"] as const;

/** Something that others act on once: an item ran low, came back, or has more promised than there is. */
export type Happening = {
  readonly type: (typeof HAPPENINGS)[number];
  /** The version of the news with which it happened: whoever knows that version has heard of it. */
  readonly version: number;
  readonly from: Signal;
  readonly to: Signal;
  readonly atMs: number;
};

/**
 * SIG-1 What was published of one item. The newest version is sent again and again until its follower has confirmed it;
 * versions in between are never needed, since each says all there is to know and names the last happening of each
 * type with its own version.
 */
export type Publication = {
  /** Rises with everything new; 0: nothing was published. */
  readonly version: number;
  readonly confirmed: number;
  /** How often this version was sent, and when last. */
  readonly sends: number;
  readonly sentAtMs: number;
  readonly news: StockNews;
  readonly happened: readonly Happening[];
};

/** Of an item that nobody was told of everybody assumes that there is none. */
export const UNPUBLISHED: Publication = {
  ...{ version: 0, confirmed: 0, sends: 0, sentAtMs: 0 },
  news: { signal: "out", units: null, availableFromMs: null, isShort: false },
  happened: [],
};

const RETRY_MAX_MS = 15 * 60_000;
const DOUBLINGS_MAX = 20;

/** The publication with this news: a new version, or the same one if nothing is new. */
export function publish(before: Publication | null, news: StockNews, nowMs: number): Publication {
  const known = before ?? UNPUBLISHED;
  if (isSameNews(known.news, news)) return known;
  const version = known.version + 1;
  const fresh = happeningsOf(known.news, news).map(
    (type): Happening => ({ type, version, from: known.news.signal, to: news.signal, atMs: nowMs }),
  );
  const kept = known.happened.filter((old) => fresh.every(({ type }) => type !== old.type));
  return { ...known, version, news, sends: 0, happened: [...kept, ...fresh] };
}

/** A new version even if nothing is new. Of an item that nothing was published of yet nothing has happened. */
export function publishAgain(before: Publication | null, news: StockNews, nowMs: number): Publication {
  const known = publish(before ?? { ...UNPUBLISHED, news }, news, nowMs);
  return known.version > (before?.version ?? 0) ? known : { ...known, version: known.version + 1, sends: 0 };
}

/** When the present version is to be sent: 0 for at once, null once it is confirmed. Waits double with every try. */
export function sendAtMs(publication: Publication, firstRetryMs: number): number | null {
  const { version, confirmed, sends, sentAtMs } = publication;
  if (version === confirmed) return null;
  if (sends === 0) return 0;
  return sentAtMs + Math.min(firstRetryMs * 2 ** Math.min(sends - 1, DOUBLINGS_MAX), RETRY_MAX_MS);
}

export function noteSent(publication: Publication, nowMs: number): Publication {
  return { ...publication, sends: publication.sends + 1, sentAtMs: nowMs };
}

/**
 * A follower says which version it has. One that knows more than we do heard it before our storage was set back to an
 * earlier time: we go on above it, or it would never listen to us again.
 */
export function noteConfirmed(publication: Publication, version: number): Publication {
  if (version > publication.version)
    return { ...publication, version: version + 1, confirmed: version, sends: 0 };
  return version > publication.confirmed ? { ...publication, confirmed: version } : publication;
}

function happeningsOf(was: StockNews, is: StockNews): Happening["type"][] {
  const happened: Happening["type"][] = [];
  if (was.signal === "in_stock" && is.signal === "low") happened.push("stock.low");
  if (!isThere(was.signal) && isThere(is.signal)) happened.push("stock.back_in_stock");
  if (!was.isShort && is.isShort) happened.push("stock.short");
  return happened;
}

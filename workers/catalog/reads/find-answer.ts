import { askDatabase, DatabaseDown } from "./ask-database.ts";
import { keepCopy, readCopy, readLastKnown } from "./copies.ts";
import type { Origin } from "./heads.ts";
import type { Answer, ReadContext } from "./read-context.ts";
import { renderAnswer } from "./render-answer.ts";

type Absent = { exists: false; origin: Origin };

/** How one public answer is found. Both steps state from which state of the database they speak. */
export type Reading = {
  /** Its name in the memory of the isolate. */
  key: string;
  /** One light query for the name of the present version; null for answers of which no copies are kept in KV. */
  locate:
    | ((read: ReadContext) => Promise<Absent | { exists: true; origin: Origin; copyName: string }>)
    | null;
  /** The body, whole, from the database. */
  load: (
    read: ReadContext,
  ) => Promise<Absent | { exists: true; origin: Origin; copyName: string | null; body: unknown }>;
};

/** Per entry, beside its body: key, origin and the maps' own room, roughly. */
const ENTRY_BYTES = 500;

/** `isStale`: the best that can be said while the database is down. */
export type Found = { readonly answer: Answer; readonly isStale: boolean };

/** Isolate memory, then the copy in KV, then the database. Null when there is nothing to show. */
export async function findAnswer(read: ReadContext, reading: Reading): Promise<Found | null> {
  const { answers, absences, turns } = read.memory;
  const recall = () => answers.get(reading.key) ?? (absences.get(reading.key) ? null : undefined);

  const known = recall();
  if (known !== undefined) return known && { answer: known, isStale: read.freshness !== "fresh" };
  // Who knows that the database is down does not wait for it, if there is any other way.
  const last = read.freshness === "fresh" ? null : await lastKnown(read, reading);
  if (last) return last;

  try {
    const made = await turns.take(reading.key, recall, () => produceAnswer(read, reading));
    return made && { answer: made, isStale: false };
  } catch (error) {
    const copy = error instanceof DatabaseDown ? await lastKnown(read, reading) : null;
    if (copy) return copy;
    throw error;
  }
}

/** EDG-3 With the database down, browsing goes on from the copies, whatever version they are of. */
async function lastKnown(read: ReadContext, { key, locate }: Reading): Promise<Found | null> {
  const copy = locate && (await readLastKnown(read, key));
  return copy && { answer: { body: copy.body, etag: copy.etag }, isStale: true };
}

async function produceAnswer(read: ReadContext, { key, locate, load }: Reading): Promise<Answer | null> {
  const { answers, absences } = read.memory;
  const remember = (answer: Answer, origin: Origin) => {
    answers.put(key, answer, origin, answer.body.byteLength + ENTRY_BYTES);
    return answer;
  };
  const rememberAbsence = (origin: Origin) => {
    absences.put(key, true, origin, ENTRY_BYTES);
    return null;
  };

  const located = locate && (await askDatabase("finding an answer", locate(read)));
  if (located?.exists === false) return rememberAbsence(located.origin);
  const copy = located && (await readCopy(read, key, located.copyName));
  if (copy) return remember({ body: copy.body, etag: copy.etag }, located.origin);

  const loaded = await askDatabase("loading an answer", load(read));
  if (!loaded.exists) return rememberAbsence(loaded.origin);
  const answer = await renderAnswer(loaded.body);
  if (loaded.copyName) keepCopy(read, key, loaded.copyName, answer);
  return remember(answer, loaded.origin);
}

import { readIfThere } from "./read-if-there.ts";
import { writeWhole } from "./write-whole.ts";

/** What has been done to a shop's state, so that the next start need not do it again. */
export type Progress = {
  /** The fingerprint of the migrations that are applied and the keys that are in the database. */
  databases: string | null;
  /** When the demo shop was complete. */
  seeded_at: string | null;
};

export async function readProgress(file: string): Promise<Progress> {
  const text = await readIfThere(file);
  return {
    databases: null,
    seeded_at: null,
    ...(text === null ? {} : (JSON.parse(text) as Partial<Progress>)),
  };
}

export async function noteProgress(file: string, done: Partial<Progress>): Promise<void> {
  const progress = { ...(await readProgress(file)), ...done };
  await writeWhole(file, `${JSON.stringify(progress, null, 2)}\n`);
}

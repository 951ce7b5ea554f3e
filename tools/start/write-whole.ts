import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const OWNER_ONLY = 0o600;

/** Writes a file that only its owner may read, whole or not at all: whoever is killed halfway leaves the old one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: OWNER_ONLY });
  await rename(draft, file);
}

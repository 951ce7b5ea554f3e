import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltWorker, buildWorker, type WorkerSource } from "./build-worker.ts";

/** Builds Workers side by side, as many at once as there are cores. */
export async function buildAll(sources: readonly WorkerSource[]): Promise<BuiltWorker[]> {
  const folder = await mkdtemp(join(tmpdir(), "souk-build-"));
  const built: BuiltWorker[] = [];
  const waiting = sources.map((source, index) => ({ source, index }));
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      built[next.index] = await buildWorker(next.source, join(folder, String(next.index)));
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    return built;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

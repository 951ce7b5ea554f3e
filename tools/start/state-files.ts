import { join } from "node:path";

/** Where a running shop keeps its things. */
export function stateFiles(stateDir: string) {
  const state = join(stateDir, "state");
  return {
    stateDir,
    /** Databases, objects, buckets: wrangler's own. */
    state,
    /** What has been done to `state`; it lies in it, so that deleting `state` forgets both. */
    progress: join(state, "souk.json"),
    /** Lets the Workers of this shop find each other and nobody else's. */
    registry: join(stateDir, "registry"),
    secrets: join(stateDir, "secrets.env"),
    keys: join(stateDir, "keys.json"),
    /** For scripts: where the shop is and how to get in. */
    dev: join(stateDir, "dev.json"),
    /** Who runs this shop at the moment. */
    running: join(stateDir, "running.json"),
  };
}
export type StateFiles = ReturnType<typeof stateFiles>;

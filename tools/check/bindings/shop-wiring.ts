import type { Worker } from "../../configs/worker-config.ts";

/** All that the rules about bindings look at. */
export type ShopWiring = {
  workers: readonly Worker[];
  /** What each Worker's main module exports, by the Worker's name. */
  exports: ReadonlyMap<string, readonly string[]>;
  /** The files of each D1 migrations folder, by database name; null when there is no such folder. */
  migrations: ReadonlyMap<string, readonly string[] | null>;
  /** Where the layout may put partitions. */
  placement: { jurisdictions: readonly string[]; locationHints: readonly string[] };
};

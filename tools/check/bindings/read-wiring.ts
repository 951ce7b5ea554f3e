import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LayoutRecord } from "../../../contracts/rpc/layout.ts";
import { readWorkers } from "../../configs/read-workers.ts";
import { findExports } from "./find-exports.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** The wiring of the project at `root`, from its configs, its code and its contracts. */
export function readWiring(root: string): ShopWiring {
  const workers = readWorkers(root);
  const placement = LayoutRecord.shape.placements.element.shape;
  return {
    workers,
    exports: new Map(
      workers.map(({ config }) => [config.name, findExports(readFileSync(config.main, "utf8"))]),
    ),
    migrations: new Map(
      workers.flatMap(({ file, config }) =>
        config.d1_databases.map(({ database_name, migrations_dir }) => [
          database_name,
          migrations_dir ? listFolder(join(root, dirname(file), migrations_dir)) : null,
        ]),
      ),
    ),
    placement: {
      jurisdictions: placement.jurisdiction.unwrap().options,
      locationHints: placement.locationHint.unwrap().options,
    },
  };
}

function listFolder(folder: string): string[] | null {
  return existsSync(folder) ? readdirSync(folder) : null;
}

import type { Finding } from "../finding.ts";
import { checkDoors } from "./check-doors.ts";
import { checkGraph } from "./check-graph.ts";
import { checkObjects } from "./check-objects.ts";
import { checkQueues } from "./check-queues.ts";
import { checkSettings } from "./check-settings.ts";
import { checkStorage } from "./check-storage.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** Everything that must hold of the wrangler configs before anything is deployed. */
export function checkWiring(wiring: ShopWiring): Finding[] {
  return [checkSettings, checkGraph, checkObjects, checkQueues, checkDoors, checkStorage].flatMap((check) =>
    check(wiring),
  );
}

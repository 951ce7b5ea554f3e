import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

const CACHED = { worker: "souk-catalog", entrypoint: "CatalogReads" };

/** Only the gateway can be reached from outside, and only canonical public reads sit behind the cache. */
export function checkDoors(wiring: ShopWiring): Finding[] {
  const [gateway, ...others] = wiring.workers;
  return [
    ...(gateway ? findClosedGateway(gateway) : []),
    ...others.flatMap(findOpenDoors),
    ...checkCache(wiring),
  ];
}

type Worker = ShopWiring["workers"][number];

function findClosedGateway({ file, config }: Worker): Finding[] {
  if (config.workers_dev === true || hasRoutes(config)) return [];
  return [{ file, rule: "the gateway has no address", todo: "set workers_dev = true, or give it routes" }];
}

function findOpenDoors({ file, config }: Worker): Finding[] {
  const todo = "a service answers through the gateway alone";
  return [
    ...(config.workers_dev === false ? [] : [{ file, rule: "workers_dev is not false", todo }]),
    ...(config.preview_urls === false ? [] : [{ file, rule: "preview_urls is not false", todo }]),
    ...(hasRoutes(config) ? [{ file, rule: "it has routes", todo }] : []),
  ];
}

function hasRoutes({ route, routes }: Worker["config"]): boolean {
  return route !== undefined || routes.length > 0;
}

/** A cached entrypoint answers without asking who asks, so each one that is not is named. */
function checkCache({ workers, exports }: ShopWiring): Finding[] {
  return workers.flatMap(({ file, config }) => {
    const all = new Set([...(exports.get(config.name) ?? []), ...Object.keys(config.exports)]);
    return [...all].flatMap((name) => {
      const isEnabled = config.exports[name]?.cache?.enabled ?? config.cache?.enabled ?? false;
      const isMeant = config.name === CACHED.worker && name === CACHED.entrypoint;
      if (isEnabled === isMeant) return [];
      return [
        {
          file,
          rule: `the cache of "${name}" is ${isEnabled ? "on" : "off"}`,
          todo: `[exports.${name}] cache = { enabled = ${isMeant} }: it is on for ${CACHED.entrypoint} alone`,
        },
      ];
    });
  });
}

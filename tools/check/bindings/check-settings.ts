import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** What Cloudflare offers: https://developers.cloudflare.com/durable-objects/reference/data-location/ */
const JURISDICTIONS = ["eu", "fedramp"];
const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"];

/** All Workers run under one date and the same flags, wrangler understands every field, and places are real ones. */
export function checkSettings({ workers, placement }: ShopWiring): Finding[] {
  const [gateway] = workers;
  const odd = workers.flatMap(({ file, warnings }) =>
    warnings.map((warning) => ({ file, rule: `wrangler says: ${warning}`, todo: "correct the config" })),
  );
  const unlike = workers.flatMap(({ file, config }) => {
    const { compatibility_date: date, compatibility_flags: flags } = config;
    const isAlike =
      date === gateway?.config.compatibility_date &&
      flags.join() === gateway.config.compatibility_flags.join();
    if (isAlike) return [];
    return [
      {
        file,
        rule: `it runs under ${date} with ${flags.join(", ") || "no flags"}`,
        todo: `use the gateway's: ${gateway?.config.compatibility_date}, ${gateway?.config.compatibility_flags.join(", ")}`,
      },
    ];
  });

  const layout = "contracts/rpc/layout.ts";
  const places = [
    ...placement.jurisdictions.map((name) => ({ file: layout, name, known: JURISDICTIONS })),
    ...placement.locationHints.map((name) => ({ file: layout, name, known: LOCATION_HINTS })),
    ...workers.flatMap(({ file, config }) =>
      config.r2_buckets.flatMap(({ jurisdiction: name }) =>
        name === undefined ? [] : [{ file, name, known: JURISDICTIONS }],
      ),
    ),
  ];
  const unknown = places
    .filter(({ name, known }) => !known.includes(name))
    .map(({ file, name, known }) => ({
      file,
      rule: `there is no place "${name}"`,
      todo: `choose one of ${known.join(", ")}`,
    }));
  return [...odd, ...unlike, ...unknown];
}

import { boundTo, deployOrder } from "../../configs/deploy-order.ts";
import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** Bindings form no circle, and everything they name exists. */
export function checkGraph(wiring: ShopWiring): Finding[] {
  return [...findCircle(wiring), ...wiring.workers.flatMap((worker) => findUnknown(worker, wiring))];
}

function findCircle({ workers }: ShopWiring): Finding[] {
  const outcome = deployOrder(workers.map(({ config }) => config));
  if (outcome.ok) return [];
  const [first] = outcome.circle;
  const file = workers.find(({ config }) => config.name === first)?.file ?? "wrangler.toml";
  return [
    {
      file,
      rule: `bindings form a circle: ${outcome.circle.join(" → ")}`,
      todo: "no order of deploys can work; answer with what to do next instead of calling back, or use a queue",
    },
  ];
}

function findUnknown(
  { file, config }: ShopWiring["workers"][number],
  { workers, exports }: ShopWiring,
): Finding[] {
  const known = workers.map((worker) => worker.config.name);
  const missingWorkers = boundTo(config)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      file,
      rule: `no config has the Worker "${name}"`,
      todo: `it knows ${known.join(", ")}`,
    }));

  const named = [
    ...config.services.map(({ service, entrypoint = "default" }) => ({ owner: service, name: entrypoint })),
    ...config.durable_objects.bindings.map(({ class_name, script_name = config.name }) => ({
      owner: script_name,
      name: class_name,
    })),
  ];
  const missingExports = named
    .filter(({ owner, name }) => exports.get(owner)?.includes(name) === false)
    .map(({ owner, name }) => ({
      file,
      rule: `${owner} exports no "${name}"`,
      todo: `its main module exports ${exports.get(owner)?.join(", ")}`,
    }));
  return [...missingWorkers, ...missingExports];
}

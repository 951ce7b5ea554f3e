import { join } from "node:path";
import { type AdminRequest, mustAskAdmin } from "../demo-shop/admin-client.ts";
import { demoShop } from "../demo-shop/shop.ts";
import { buildAll } from "../runtime/build-all.ts";
import type { BuiltWorker } from "../runtime/build-worker.ts";
import { Server } from "../runtime/server.ts";
import { insertKeys, makeFirstKeys } from "../start/first-keys.ts";
import { waitUntilHealthy } from "../start/wait-until-healthy.ts";
import { type LedgerEntry, readLedger } from "./ledger.ts";
import { AUDITOR, auditor, GATEWAY, SECRETS, soukWorkers } from "./souk-workers.ts";

/** Where a shop is, and the two keys that open it. */
export type ShopKeys = { url: string; publishableKey: string; secretKey: string };

/** The smallest shop that has more than one partition of each kind. */
export const LAYOUT = { stock_partitions: 2, orders_partitions: 2 } as const;
const HEALTHY_WITHIN_MS = 20_000;

/**
 * The whole shop from its real configs on the runtime itself, for load that a development proxy would not survive: with
 * a layout, settings and keys, and nothing to sell yet. It can be killed and started again over what it left.
 */
export class LocalShop {
  readonly #workers: BuiltWorker[];
  readonly #vars: Record<string, string>;
  readonly #folder: string;
  #keys: Omit<ShopKeys, "url"> | null = null;
  #server: Server | null = null;

  private constructor(workers: BuiltWorker[], vars: Record<string, string>, folder: string) {
    this.#workers = workers;
    this.#vars = vars;
    this.#folder = folder;
  }

  /** Builds it; takes some seconds. `folder`: an empty one, for all that it keeps and says. It is the caller's. */
  static async build(folder: string, vars: Record<string, string> = {}): Promise<LocalShop> {
    const workers = await buildAll([...soukWorkers, auditor]);
    return new LocalShop(workers, { ...SECRETS, ...vars }, folder);
  }

  /** Resolves when it is open: at another address each time, with the keys of the first. */
  async start(): Promise<ShopKeys> {
    const server = await Server.start(this.#workers, {
      vars: this.#vars,
      stateDir: join(this.#folder, "state"),
      logFile: join(this.#folder, "shop.log"),
    });
    this.#server = server;
    const url = server.urlOf(GATEWAY);
    this.#keys ??= await furnish(server, url);
    await waitUntilHealthy(url, HEALTHY_WITHIN_MS);
    return { url, ...this.#keys };
  }

  /** What the test provider says it took. */
  payments(): Promise<LedgerEntry[]> {
    return readLedger(this.#running().urlOf(AUDITOR));
  }

  async kill(): Promise<void> {
    const server = this.#running();
    this.#server = null;
    await server.kill();
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.stop();
  }

  #running(): Server {
    if (!this.#server) throw new Error("the shop does not run");
    return this.#server;
  }
}

/** Keys first, then what a merchant says about the shop, over the public API. */
async function furnish(server: Server, url: string): Promise<Omit<ShopKeys, "url">> {
  const keys = await makeFirstKeys(Date.now());
  await server.sql("souk-identity", "DB", insertKeys(keys));

  const secretKey = keys.secret.key;
  const put = (path: string, body: AdminRequest["body"]) =>
    mustAskAdmin({ url, secretKey }, { method: "PUT", path, body });
  await put("/v1/admin/layout", LAYOUT);
  await put("/v1/admin/settings", { ...demoShop.pricing, locations: demoShop.locations });
  return { publishableKey: keys.publishable.key, secretKey };
}

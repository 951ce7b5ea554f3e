import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerEntry } from "../local-shop/ledger.ts";
import { LAYOUT, LocalShop, type ShopKeys } from "../local-shop/local-shop.ts";
import { readIfThere } from "../start/read-if-there.ts";
import { stateFiles } from "../start/state-files.ts";
import { waitUntilHealthy } from "../start/wait-until-healthy.ts";
import type { Target } from "./choose-target.ts";

/** A shop to hold a sale in. */
export type OpenShop = {
  keys: ShopKeys;
  /** What it is, in a few words. */
  title: string;
  /** Nobody else buys there. */
  isOwn: boolean;
  /** Buyers may claim addresses of their own: nothing of the edge stands in front. */
  hasAddresses: boolean;
  concurrency: number;
  payments: (() => Promise<LedgerEntry[]>) | null;
  /** Where one of our own keeps its storage and its log. */
  folder: string | null;
  /** With or without what it kept, which tells what went wrong. */
  close(isWorthKeeping: boolean): Promise<void>;
};

/** Abandoned holds lapse within the sale. Longer than a buyer takes, and than the margin in which holds are renewed. */
const HOLD_FOR_MS = 6_000;
const CONCURRENCY = 64;
/** The proxy of `wrangler dev` fails under a dozen parallel requests. */
const DEV_CONCURRENCY = 8;
const ANSWERS_WITHIN_MS = 5_000;

export async function openShop(target: Target): Promise<OpenShop> {
  if (target.kind === "own") return openOwn();
  const { keys, kind, isThisMachine } = target;
  await waitUntilHealthy(keys.url, ANSWERS_WITHIN_MS);
  return {
    keys,
    title: kind === "dev" ? `npm start's at ${keys.url}, behind its development proxy` : keys.url,
    isOwn: false,
    hasAddresses: isThisMachine,
    concurrency: kind === "dev" ? DEV_CONCURRENCY : CONCURRENCY,
    payments: null,
    folder: null,
    close: async () => {},
  };
}

async function openOwn(): Promise<OpenShop> {
  const folder = await mkdtemp(join(tmpdir(), "souk-flash-sale-"));
  const shop = await LocalShop.build(folder, { HOLD_FOR_MS: String(HOLD_FOR_MS) });
  try {
    return {
      keys: await shop.start(),
      title: `this checkout's, on this machine; ${LAYOUT.orders_partitions} orders and ${LAYOUT.stock_partitions} stock partitions; early holds last ${HOLD_FOR_MS / 1_000} s`,
      isOwn: true,
      hasAddresses: true,
      concurrency: CONCURRENCY,
      payments: () => shop.payments(),
      folder,
      close: async (isWorthKeeping) => {
        await shop.stop();
        if (!isWorthKeeping) await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await shop.stop();
    throw error;
  }
}

/** The shop of `npm start`, as it says of itself; null when there was none. */
export async function readDevShop(stateDir: string): Promise<ShopKeys | null> {
  const text = await readIfThere(stateFiles(stateDir).dev);
  if (text === null) return null;
  const dev = JSON.parse(text) as { url: string; publishable_key: string; secret_key: string };
  return { url: dev.url, publishableKey: dev.publishable_key, secretKey: dev.secret_key };
}

import type { ShopKeys } from "../local-shop/local-shop.ts";
import { type SaleSettings, UsageError } from "./options.ts";

/** Which shop the sale is in. `dev` is one of `npm start`, behind a development proxy. */
export type Target = { kind: "own" } | { kind: "dev" | "deployed"; keys: ShopKeys; isThisMachine: boolean };

type Asked = Pick<SaleSettings, "target" | "isMine" | "publishableKey" | "secretKey">;

/** `dev`: where the shop of `npm start` is and what opens it, or null. Refuses what could hurt somebody. */
export function chooseTarget(asked: Asked, dev: ShopKeys | null): Target {
  if (asked.target === null) return { kind: "own" };
  const url = readUrl(asked.target);
  const isThisMachine = isLoopback(url.hostname);
  if (!isThisMachine && !asked.isMine)
    throw new UsageError(
      `${url.host} is not on this machine. A flash sale is a lot of load: thousands of visitors at once, real orders, and\na bill for whoever pays for them. If the shop is yours, say so with --i-own-this.`,
    );
  if (!isThisMachine && url.protocol !== "https:")
    throw new UsageError("A secret key is not sent over plain http. Use the https address of the shop.");

  const known = dev && isThisMachine && isSameShop(url, new URL(dev.url)) ? dev : null;
  const publishableKey = asked.publishableKey ?? known?.publishableKey;
  const secretKey = asked.secretKey ?? known?.secretKey;
  if (!publishableKey?.startsWith("pk_") || !secretKey?.startsWith("sk_"))
    throw new UsageError(
      "Which keys open it? Set SOUK_PUBLISHABLE_KEY (pk_…) and SOUK_SECRET_KEY (sk_…), or give --publishable-key and\n--secret-key. For a shop of npm start they are in .souk/dev.json, and found there by themselves.",
    );
  const keys = { url: url.origin, publishableKey, secretKey };
  return { kind: known ? "dev" : "deployed", keys, isThisMachine };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new UsageError(`--target takes an address such as https://shop.example.com, not "${text}".`);
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** Every name of this machine is as good as another. */
function isSameShop(one: URL, other: URL): boolean {
  return one.port === other.port && one.protocol === other.protocol && isLoopback(other.hostname);
}

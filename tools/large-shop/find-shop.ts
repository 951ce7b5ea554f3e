import type { ShopAccess } from "../demo-shop/admin-client.ts";
import { isLoopback } from "../flash-sale/choose-target.ts";
import { readDevShop } from "../flash-sale/open-shop.ts";
import { Stop } from "../stop.ts";

const ANSWERS_WITHIN_MS = 10_000;

/** The shop to fill: the one that is named, else that of a running `npm start`. It answers, and the key opens it. */
export async function findShop(
  target: string | undefined,
  secretKey: string | undefined,
  stateDir: string,
): Promise<ShopAccess> {
  const shop = target === undefined ? await readDevShop(stateDir) : named(target, secretKey);
  if (shop === null) throw new Stop("There is no shop here: `npm start` makes one, or name one by --target.");

  const answer = await fetch(new URL("/v1/admin/settings", shop.url), {
    headers: { authorization: `Bearer ${shop.secretKey}` },
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  }).catch(() => null);
  if (answer === null)
    throw new Stop(
      `No shop answers at ${shop.url}.${target === undefined ? " Run `npm start` in another shell, and then this again." : ""}`,
    );
  if (!answer.ok)
    throw new Stop(
      `${shop.url} can't be filled with this key: its settings answer ${answer.status} ${await answer.text()}`,
    );
  return { url: shop.url, secretKey: shop.secretKey };
}

function named(target: string, secretKey: string | undefined): ShopAccess {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url?.protocol !== "https:" && !(url?.protocol === "http:" && isLoopback(url.hostname)))
    throw new Stop(
      `--target takes an address such as https://shop.example.com, not "${target}"; plain http on this machine alone.`,
    );
  if (!secretKey?.startsWith("sk_")) throw new Stop("Which key opens it? Set SOUK_SECRET_KEY (sk_…).");
  return { url: url.origin, secretKey };
}

import { setTimeout as wait } from "node:timers/promises";
import type { ShopKeys } from "../../local-shop/local-shop.ts";
import { type Answer, HttpClient } from "../buyers/http-client.ts";

const TRIES = 8;
const FIRST_PAUSE_MS = 100;

/** Reads what a shop says, as staff or as the buyer of one cart; patient with a shop that has just come back. */
export class ShopReader {
  readonly #client: HttpClient;
  readonly #keys: ShopKeys;

  constructor(keys: ShopKeys) {
    this.#client = new HttpClient(keys.url);
    this.#keys = keys;
  }

  asStaff(path: string): Promise<Answer> {
    return this.#read(path, { authorization: `Bearer ${this.#keys.secretKey}` });
  }

  asBuyer(path: string, token: string): Promise<Answer> {
    return this.#read(path, { "x-publishable-key": this.#keys.publishableKey, "x-cart-token": token });
  }

  close(): void {
    this.#client.close();
  }

  async #read(path: string, headers: Record<string, string>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.#client.ask({ method: "GET", path, headers });
      if (typeof reply !== "string" && reply.status < 500 && reply.status !== 429) return reply;
      const said = typeof reply === "string" ? "no answer" : `${reply.status} ${JSON.stringify(reply.body)}`;
      if (tries === TRIES) throw new Error(`GET ${path}: ${said}`);
      await wait(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
}

import { type Ask, HttpClient, type Reply } from "./http-client.ts";
import type { Kind, Traffic } from "./traffic.ts";

/** Where buyers ask. Every request of theirs is counted and timed. */
export class Storefront {
  readonly traffic: Traffic;
  readonly #publishableKey: string;
  readonly #hasAddresses: boolean;
  #client: HttpClient;

  /** `hasAddresses`: each buyer seems to come from an address of its own, as the edge would tell the shop. */
  constructor(url: string, options: { publishableKey: string; hasAddresses: boolean; traffic: Traffic }) {
    this.#client = new HttpClient(url);
    this.#publishableKey = options.publishableKey;
    this.#hasAddresses = options.hasAddresses;
    this.traffic = options.traffic;
  }

  /** The same shop, somewhere else from now on. */
  moveTo(url: string): void {
    this.#client.close();
    this.#client = new HttpClient(url);
  }

  async ask(buyer: number, kind: Kind, ask: Ask): Promise<Reply> {
    const headers = {
      "x-publishable-key": this.#publishableKey,
      ...(this.#hasAddresses ? { "cf-connecting-ip": addressOf(buyer) } : {}),
      ...ask.headers,
    };
    const beganAtMs = performance.now();
    this.traffic.begin();
    const reply = await this.#client.ask({ ...ask, headers });
    this.traffic.end(kind, reply, performance.now() - beganAtMs);
    return reply;
  }

  close(): void {
    this.#client.close();
  }
}

/** One private address per buyer. */
export function addressOf(buyer: number): string {
  return `10.${(buyer >> 16) & 255}.${(buyer >> 8) & 255}.${buyer & 255}`;
}

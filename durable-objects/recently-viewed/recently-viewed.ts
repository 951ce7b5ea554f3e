import { DurableObject } from "cloudflare:workers";
import type { RecentlyViewedRpc, ViewedList } from "../../contracts/rpc/recently-viewed.ts";
import { rememberViewed } from "../../domain/catalog/remember-viewed.ts";
import { StoredList } from "./stored-list.ts";

/** `VIEWED_KEEP_MS` shortens the 30 days for tests. */
type RecentlyViewedEnv = { VIEWED_KEEP_MS?: string };

const KEEP_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * What one visitor saw last: the only thing here that itty-durable keeps. It sits inside this native object, which
 * alone can be called. Waking one for a visitor who saw nothing writes nothing.
 */
export class RecentlyViewed extends DurableObject<RecentlyViewedEnv> implements RecentlyViewedRpc {
  #list = this.#freshList();

  async remember(productId: string, nowMs: number): Promise<ViewedList> {
    await this.#list.loadFromStorage();
    this.#list.viewed = rememberViewed(this.#list.viewed, productId, nowMs);
    await this.#list.persist();
    await this.ctx.storage.setAlarm(nowMs + Number(this.env.VIEWED_KEEP_MS ?? KEEP_MS));
    return [...this.#list.viewed];
  }

  async list(): Promise<ViewedList> {
    await this.#list.loadFromStorage();
    return [...this.#list.viewed];
  }

  /** Each use moves the alarm, so it comes 30 days after the last one. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#list = this.#freshList();
  }

  #freshList(): StoredList {
    return new StoredList({ storage: this.ctx.storage });
  }
}

import { followCatalog } from "../../../workers/catalog/search/follow-catalog.ts";
import { type Generation, loadGenerations } from "../../../workers/catalog/search/generation.ts";
import { parseSearch } from "../../../workers/catalog/search/parse-search.ts";
import { searchProducts } from "../../../workers/catalog/search/search-products.ts";
import { tablesOf } from "../../../workers/catalog/search/slots.ts";
import { d1OnSqlite } from "./d1-on-sqlite.ts";
import { searchingIn } from "./demo-index.ts";

export const NOW_MS = 1_000_000_000;

/** A catalog of rows, and the index that follows it; both empty. */
export class FollowedCatalog {
  readonly DB = d1OnSqlite("catalog");
  readonly SEARCH = d1OnSqlite("search");
  /** Messages to `catalog-events`. */
  readonly sent: unknown[] = [];

  get env() {
    return {
      DB: this.DB,
      SEARCH: this.SEARCH,
      CATALOG_EVENTS: { send: async (body: unknown) => void this.sent.push(body) } as never,
    };
  }

  run(sql: string, ...values: (string | number | null)[]): void {
    this.DB.sqlite.prepare(sql).run(...values);
  }

  /** As an edit commits it: the product, and its row of the feed. */
  put(id: string, title: string, { status = "active", tag = "any" } = {}): void {
    this.run(
      `INSERT INTO product (id, handle, title, description, status, options, tags, version, created_at_ms, updated_at_ms)
        VALUES (?, ?, ?, '', ?, '[]', ?, 1, 1, 1)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, status = excluded.status, tags = excluded.tags`,
      ...[id, id, title, status, JSON.stringify([tag])],
    );
    this.change("product", id);
  }

  change(kind: string, entityId: string, topics: string[] = []): void {
    this.run(
      "INSERT INTO catalog_change (kind, entity_id, version, topics, at_ms, actor_id) VALUES (?, ?, 1, ?, 1, 'key_1')",
      ...[kind, entityId, JSON.stringify(topics)],
    );
  }

  async serving(): Promise<Generation> {
    const [first] = await loadGenerations(this.SEARCH);
    if (!first) throw new Error("no generation");
    return first;
  }

  async follow(nowMs = NOW_MS) {
    return followCatalog(this, await this.serving(), nowMs);
  }

  /** How many slices it took. */
  async until(state: "caught_up", nowMs = NOW_MS): Promise<number> {
    for (let slices = 1; slices < 200; slices += 1) if ((await this.follow(nowMs)) === state) return slices;
    throw new Error(`never ${state}`);
  }

  async found(q: string, query = ""): Promise<string[]> {
    const { slot } = await this.serving();
    const searching = { ...searchingIn(this.SEARCH), tables: tablesOf(slot) };
    const { cards } = await searchProducts(searching, parseSearch(new URLSearchParams(`q=${q}${query}`)));
    return cards.map((card) => JSON.parse(card).id);
  }
}

import { beforeEach, describe, expect, it } from "vitest";
import type { DocumentCard } from "../../domain/search/document.ts";
import { shelvesOf } from "../../domain/search/price-classes.ts";
import type { KnownShop } from "../../workers/catalog/search/known-shop.ts";
import { parseSearch, type SearchAsk } from "../../workers/catalog/search/parse-search.ts";
import { searchProducts } from "../../workers/catalog/search/search-products.ts";
import { tablesOf } from "../../workers/catalog/search/slots.ts";
import { searchingIn } from "../support/search/demo-index.ts";
import { FollowedCatalog } from "../support/search/followed-catalog.ts";

let catalog: FollowedCatalog;
beforeEach(() => {
  catalog = new FollowedCatalog();
});

describe("SRC-12 prices of lists", () => {
  const price = (id: string, amount: number) => {
    catalog.run(
      `INSERT INTO variant (id, product_id, position, sku, title, options, tax_category, requires_shipping, weight_grams,
        item_id, claims_sku, created_at_ms) VALUES (?, ?, 0, ?, '', '{}', 'standard', 1, 0, ?, 1, 1)`,
      ...[`var_${id}`, id, id, `inv_${id}`],
    );
    catalog.run("INSERT INTO price (variant_id, currency, amount) VALUES (?, 'EUR', ?)", `var_${id}`, amount);
  };
  const putList = (id: string, group: string | null, isLive: number) => {
    catalog.run(
      `INSERT INTO price_list (id, handle, title, currency, price_group, priority, status, is_live, version, created_at_ms, updated_at_ms)
        VALUES (?, ?, '', 'EUR', ?, 0, 'active', ?, 1, 1, 1) ON CONFLICT (id) DO UPDATE SET is_live = excluded.is_live`,
      ...[id, id, group, isLive],
    );
    catalog.change("price_list", id, ["prices"]);
  };
  const ask = (list: string, product: string, amount: number) => {
    catalog.run(
      `INSERT INTO list_price (variant_id, min_quantity, list_id, amount) VALUES (?, 1, ?, ?)
        ON CONFLICT DO UPDATE SET amount = excluded.amount`,
      ...[`var_${product}`, list, amount],
    );
    catalog.change("price_list", list, [`product:${product}`]);
  };

  /** What a reader of this group is shown, as the entrypoint would find it: names and lowest prices. */
  async function shown(group: string | null, query = ""): Promise<[string, number][]> {
    const { slot } = await catalog.serving();
    const row = catalog.SEARCH.sqlite.prepare("SELECT body FROM shop WHERE slot = ?").get(slot);
    const shop = JSON.parse(String(row?.body)) as KnownShop;
    const reader = { currency: "EUR", priceGroup: group, market: null, channel: "web" };
    const searching = {
      ...searchingIn(catalog.SEARCH),
      tables: tablesOf(slot),
      priceShelves: shelvesOf(shop.audiences, reader),
    };
    const { cards, facets } = await searchProducts(
      searching,
      parseSearch(new URLSearchParams(`q=kettle${query}`)),
    );
    expect(facets.flatMap(({ values }) => values).reduce((sum, { count }) => sum + count, 0)).toBe(
      query.includes("facets") ? cards.length : 0,
    );
    return cards.map((text) => {
      const card = JSON.parse(text) as DocumentCard;
      const [low = 0] = searching.priceShelves.flatMap((shelf) => card.prices[shelf] ?? []);
      return [card.id, low];
    });
  }

  beforeEach(async () => {
    catalog.run(
      "INSERT INTO settings (version, body, created_at_ms, created_by) VALUES (1, ?, 1, 'key')",
      JSON.stringify({ currencies: [{ code: "EUR", prices_include_tax: true }] }),
    );
    for (const [id, amount] of [
      ["prod_a", 1_000],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ] as const) {
      catalog.put(id, `Kettle ${id}`);
      price(id, amount);
    }
    await catalog.until("caught_up");
  });

  it("are shown, filtered, counted and sorted by, to those whom a list is for", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await catalog.until("caught_up");

    const everybody = [
      ["prod_a", 1_000],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ];
    expect(await shown(null, "&sort=price&facets=price")).toEqual(everybody);
    expect(await shown("vip", "&sort=price")).toEqual(everybody);
    expect(await shown("b2b", "&sort=price&facets=price")).toEqual([
      ["prod_c", 500],
      ["prod_a", 1_000],
      ["prod_b", 3_000],
    ]);
    expect(await shown("b2b", "&sort=-price")).toEqual([
      ["prod_b", 3_000],
      ["prod_a", 1_000],
      ["prod_c", 500],
    ]);
    expect(await shown("b2b", "&price_max=999")).toEqual([["prod_c", 500]]);
    expect(await shown("b2b", "&price_min=8000")).toEqual([]);
    expect(await shown(null, "&price_min=8000")).toEqual([["prod_c", 9_000]]);
  });

  it("are walked once, also where pages end", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 1_000);
    await catalog.until("caught_up");
    const { slot } = await catalog.serving();
    const searching = {
      ...searchingIn(catalog.SEARCH),
      tables: tablesOf(slot),
      priceShelves: ["EUR b2b - -", "EUR"],
    };
    const seen: string[] = [];
    let after: SearchAsk["after"] = null;
    do {
      const asked = { ...parseSearch(new URLSearchParams("q=kettle&sort=price&limit=1")), after };
      const page = await searchProducts(searching, asked);
      seen.push(...page.cards.map((card) => JSON.parse(card).id));
      after = page.next;
    } while (after);
    expect(seen).toEqual(["prod_c", "prod_a", "prod_b"]);
  });

  it("come and go with their list, and with a list that others share", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await catalog.until("caught_up");
    putList("list_sale", null, 1);
    ask("list_sale", "prod_a", 100);
    await catalog.until("caught_up");
    expect(await shown("b2b", "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_c", 500],
      ["prod_b", 3_000],
    ]);
    expect(await shown(null, "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ]);

    putList("list_b2b", "b2b", 0);
    await catalog.until("caught_up");
    expect(await shown("b2b", "&sort=price")).toEqual([
      ["prod_a", 100],
      ["prod_b", 3_000],
      ["prod_c", 9_000],
    ]);
  });

  it("are read as before until every product of the lists has the new ones", async () => {
    putList("list_b2b", "b2b", 1);
    ask("list_b2b", "prod_c", 500);
    await catalog.until("caught_up");
    putList("list_sale", null, 1);
    for (let slices = 0; slices < 20; slices += 1) {
      expect((await shown("b2b", "&sort=price"))[0]).toEqual(["prod_c", 500]);
      if ((await catalog.follow()) === "caught_up") break;
    }
    expect((await shown("b2b", "&sort=price"))[0]).toEqual(["prod_c", 500]);
  });
});

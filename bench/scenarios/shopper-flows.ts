import type { Flow, Step } from "../load/flow.ts";
import type { BenchItem, BenchShop } from "../souk/bench-shop.ts";

const ADDRESS = {
  name: "Ada Lovelace",
  line1: "Unter den Linden 1",
  city: "Berlin",
  postal_code: "10117",
  country: "DE",
};

/** What shoppers send, as a frontend sends it. */
export class ShopperFlows {
  readonly #shop: BenchShop;

  constructor(shop: BenchShop) {
    this.#shop = shop;
  }

  detail(): Flow {
    return {
      steps: [this.#step("detail", "GET", "/v1/store/products/{handle}?currency=EUR", 200)],
      rows: this.#shop.items.map(({ handle }) => ({ handle })),
      useRows: "in turn",
    };
  }

  list(): Flow {
    return {
      steps: [this.#step("list", "GET", "/v1/store/products?currency=EUR&limit=24", 200)],
      rows: [{}],
      useRows: "in turn",
    };
  }

  /** Each is asked once: nothing is repeated from any memory. */
  searches(queries: readonly string[]): Flow {
    return {
      steps: [this.#step("search", "GET", "/v1/store/products?{query}", 200)],
      rows: queries.map((query) => ({ query })),
      useRows: "once",
    };
  }

  /** A cart begun with each of these variants, which nobody asked about before: checkout reads its price from D1. */
  priceReads(variantIds: readonly string[]): Flow {
    return {
      steps: [this.#createCart([{ variant_id: "{variant}", quantity: 1 }])],
      rows: variantIds.map((variant) => ({ variant })),
      useRows: "once",
    };
  }

  cartAndLine(): Flow {
    const body = { variant_id: "{variant}", quantity: 1 };
    return {
      steps: [
        this.#createCart([]),
        { ...this.#step("add line", "POST", "/v1/store/carts/{cart}/lines", 200, true), body },
      ],
      rows: this.#variants(this.#shop.items),
      useRows: "in turn",
    };
  }

  /** Carts with one unit of one item each; nobody has them yet. */
  filledCarts(item: BenchItem, howMany: number): Flow {
    return {
      steps: [this.#createCart([{ variant_id: item.variantId, quantity: 1 }])],
      rows: Array.from({ length: howMany }, () => ({})),
      useRows: "once",
    };
  }

  /** `carts` are what `filledCarts` captured. */
  hold(carts: Record<string, string>[]): Flow {
    return {
      steps: [this.#step("hold", "POST", "/v1/store/carts/{cart}/hold", 201, true)],
      rows: carts,
      useRows: "once",
    };
  }

  /** At the Worker that asks one partition for many holds at once. */
  batchOfHolds(itemId: string, holds: number): Flow {
    const step = { name: "batch", method: "GET", path: `/${itemId}/${holds}`, expect: 201 };
    return { steps: [step], rows: [{}], useRows: "in turn" };
  }

  purchase(items: readonly BenchItem[] = this.#shop.items, once?: number): Flow {
    const variants = this.#variants(items);
    return {
      steps: [
        this.#createCart([{ variant_id: "{variant}", quantity: 1 }], {
          email: "ada@example.com",
          shipping_address: ADDRESS,
          shipping_option_id: "standard",
        }),
        {
          ...this.#step("complete", "POST", "/v1/store/carts/{cart}/complete", 201, true, {
            "idempotency-key": "{fresh}",
          }),
          body: { payment: { provider: "test", token: "tok_ok" } },
          capture: { order: "id" },
        },
      ],
      rows:
        once === undefined
          ? variants
          : Array.from({ length: once }, (_, index) => variants[index % variants.length] ?? {}),
      useRows: once === undefined ? "in turn" : "once",
    };
  }

  #createCart(
    lines: { variant_id: string; quantity: number }[],
    details: Record<string, unknown> = {},
  ): Step {
    return {
      ...this.#step("create cart", "POST", "/v1/store/carts", 201),
      body: { currency: "EUR", ...(lines.length === 0 ? {} : { lines }), ...details },
      capture: { cart: "id", token: "cart_token" },
    };
  }

  #step(
    name: string,
    method: string,
    path: string,
    expect: number,
    opensCart = false,
    headers: Record<string, string> = {},
  ): Step {
    const key = { "x-publishable-key": this.#shop.publishableKey };
    const token = opensCart ? { "x-cart-token": "{token}" } : {};
    return { name, method, path, expect, headers: { ...key, ...token, ...headers } };
  }

  #variants(items: readonly BenchItem[]): Record<string, string>[] {
    return items.map(({ variantId }) => ({ variant: variantId }));
  }
}

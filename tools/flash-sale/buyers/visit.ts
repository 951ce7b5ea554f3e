import { setTimeout as wait } from "node:timers/promises";
import type { BuyerPlan } from "./buyer-plan.ts";
import type { Answer } from "./http-client.ts";
import { Left, PatientClient, type Request } from "./patient-client.ts";
import type { Sale } from "./sale.ts";
import type { End, Story } from "./story.ts";
import type { Kind } from "./traffic.ts";

/** When a refusal does not say how long to wait. */
const UNITS_RETURN_S = 5;
/** Those who were told the same do not all come back at once. */
const SPREAD_MS = 1_000;
const FOLLOW_AFTER_S = 2;
const FOLLOWS_FOR_MS = 90_000;

const TOKENS = { ok: "tok_ok", declined: "tok_declined", unclear: "tok_unknown_paid" } as const;

/** Does what the plan says, as a frontend would, and writes down what the shop said. */
export async function visit(sale: Sale, plan: BuyerPlan, story: Story): Promise<void> {
  const buyer = new Buyer(sale, plan, story);
  story.end = await sale.admit(async () => {
    try {
      return await buyer.shop();
    } catch (error) {
      if (error instanceof Left) return error.end;
      throw error;
    }
  });
}

class Buyer {
  readonly #sale: Sale;
  readonly #plan: BuyerPlan;
  readonly #story: Story;
  readonly #client: PatientClient;

  constructor(sale: Sale, plan: BuyerPlan, story: Story) {
    this.#sale = sale;
    this.#plan = plan;
    this.#story = story;
    this.#client = new PatientClient(sale, plan, story);
  }

  async shop(): Promise<End> {
    const { holdsEarly, leaves } = this.#plan;
    await this.#browse();
    await this.#fillCart();
    await this.#giveDetails();
    if (holdsEarly) await this.#holdEarly();
    if (leaves === "after_hold") return "walked_away";
    if (leaves === "mid_complete") return this.#dropOut();
    return this.#buy();
  }

  async #browse(): Promise<void> {
    const query = `currency=${this.#sale.market.currency}`;
    const handle = this.#sale.goods[this.#plan.wants[0]?.item ?? 0]?.handle;
    for (const path of [`/v1/store/products?limit=24&${query}`, `/v1/store/products/${handle}?${query}`]) {
      await this.#client.must(200, { kind: "browse", method: "GET", path });
    }
  }

  /** The first item when the cart is begun, the others one by one. */
  async #fillCart(): Promise<void> {
    const [first, ...others] = this.#plan.wants.map(({ item, units }) => ({
      variant_id: this.#sale.goods[item]?.variantId,
      quantity: units,
    }));
    const create: Request = {
      kind: "cart",
      method: "POST",
      path: "/v1/store/carts",
      body: { currency: this.#sale.market.currency, lines: [first] },
      key: this.#client.key("create"),
    };
    const copies = this.#plan.clicks === "twice_one_key" ? 2 : 1;
    const asks = Array.from({ length: copies }, () => this.#client.must(201, create, "create"));
    for (const { body } of await Promise.all(asks)) {
      this.#story.carts.push({ id: String(body.id), token: String(body.cart_token) });
    }
    this.#story.linesKnown = 1;

    for (const [index, line] of others.entries()) {
      const add = this.#onCart("cart", "POST", "/lines", line, `line-${index}`);
      await this.#client.must(200, add, "line");
      this.#story.linesKnown += 1;
    }
  }

  async #giveDetails(): Promise<void> {
    const options = await this.#client.must(200, this.#onCart("cart", "GET", "/shipping-options"));
    const [option] = options.body.data as { id: string }[];
    const details = {
      email: `buyer-${this.#plan.n}@example.com`,
      shipping_address: {
        name: `Buyer ${this.#plan.n}`,
        line1: "Market Square 1",
        city: "Testville",
        postal_code: "10117",
        country: this.#sale.market.country,
      },
      ...(option === undefined ? {} : { shipping_option_id: option.id }),
    };
    await this.#client.must(200, this.#onCart("cart", "PATCH", "", details, "details"), "details");
  }

  async #holdEarly(): Promise<void> {
    const hold = this.#onCart("hold", "POST", "/hold");
    const answer = await this.#whileUnitsMayReturn(() => this.#client.insist(hold, "hold"));
    // Only so much may be held ahead of payment. Completing the cart takes the stock itself.
    if (answer.body.code === "hold_limit_reached") return;
    if (answer.status !== 201) throw this.#client.surprised(hold, answer);
    this.#sale.noteTaken(Date.parse(String(answer.body.expires_at)));
  }

  /** Sends the purchase and is gone: whatever comes of it, the shop has to finish it alone. */
  async #dropOut(): Promise<End> {
    const completion = this.#completion("complete", TOKENS.ok);
    this.#story.isUnanswered = true;
    const reply = await this.#client.send(completion, this.#plan.dropsAfterMs);
    this.#sale.noteTaken();
    if (typeof reply !== "string") this.#noteOrder("complete", reply);
    return "dropped";
  }

  async #buy(): Promise<End> {
    const { card, hasSecondCard } = this.#plan;
    const answer = await this.#pay("complete", TOKENS[card]);
    if (answer.status !== 402) return this.#conclude(answer);
    if (card !== "declined") throw this.#client.surprised(this.#completion("complete", TOKENS[card]), answer);
    if (!hasSecondCard) return "declined";
    return this.#conclude(await this.#pay("complete-second-card", TOKENS.ok));
  }

  /** Clicks once or twice, and asks anew while units may come back. */
  async #pay(step: string, token: string): Promise<Answer> {
    const steps = { once: [step], twice_one_key: [step, step], twice_two_keys: [step, `${step}-again`] };
    return this.#whileUnitsMayReturn(async () => {
      this.#story.isUnanswered = true;
      const answers = await Promise.all(
        steps[this.#plan.clicks].map(async (name) => {
          const answer = await this.#client.insist(this.#completion(name, token), "complete");
          this.#noteOrder(name, answer);
          return answer;
        }),
      );
      this.#story.isUnanswered = false;
      // Whoever clicked twice goes by the better answer, and by the more hopeful of two refusals.
      const [best] = answers.toSorted((one, other) => one.status - other.status);
      return (best && best.status < 400 ? best : (answers.find(mayReturn) ?? best)) as Answer;
    });
  }

  /** Bought, or on its way: then the order's status is followed until it is known. */
  async #conclude(first: Answer): Promise<End> {
    if (first.status >= 300) throw this.#client.surprised(this.#completion("complete", ""), first);
    const follow = { ...this.#onCart("follow", "GET", ""), path: String(first.body.status_url) };
    const endMs = Date.now() + FOLLOWS_FOR_MS;
    let answer = first;
    while (answer.body.status === "pending" && Date.now() < endMs) {
      await wait((answer.retryAfterS ?? FOLLOW_AFTER_S) * 1_000);
      answer = await this.#client.insist(follow);
      this.#noteOrder("complete", answer);
    }
    if (answer.body.status === "placed") return "bought";
    if (answer.body.status === "pending") return "left_pending";
    throw this.#client.surprised(follow, answer);
  }

  /** Asks anew for as long as the shop says that units may come back. Who only wants to be gone does not wait. */
  async #whileUnitsMayReturn(ask: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await ask();
      if (answer.body.code !== "insufficient_stock") {
        this.#sale.noteTaken();
        return answer;
      }
      if (!mayReturn(answer)) throw new Left("refused");
      if (!this.#sale.isWorthWaiting || this.#plan.leaves !== "never") throw new Left("gave_up");
      const spreadMs = (this.#plan.n * 37) % SPREAD_MS;
      await this.#sale.comeBackAfter((answer.retryAfterS ?? UNITS_RETURN_S) * 1_000 + spreadMs);
    }
  }

  #completion(step: string, token: string): Request {
    return this.#onCart("complete", "POST", "/complete", { payment: { provider: "test", token } }, step);
  }

  #onCart(kind: Kind, method: string, path: string, body?: unknown, step?: string): Request {
    const [cart] = this.#story.carts;
    return {
      kind,
      method,
      path: `/v1/store/carts/${cart?.id}${path}`,
      headers: { "x-cart-token": cart?.token ?? "" },
      ...(body === undefined ? {} : { body }),
      ...(step === undefined ? {} : { key: this.#client.key(step) }),
    };
  }

  #noteOrder(step: string, { status, body }: Answer): void {
    if (status >= 300 || typeof body.id !== "string") return;
    const { id, number, status: state } = body;
    this.#story.told.push({
      key: this.#client.key(step),
      id,
      number: String(number),
      status: String(state),
    });
  }
}

/** Every item that is short may come back: one that will not is enough to give up. */
function mayReturn({ body }: Answer): boolean {
  const shortages = (body.shortages ?? []) as { may_return: boolean }[];
  return body.code === "insufficient_stock" && shortages.every((shortage) => shortage.may_return);
}

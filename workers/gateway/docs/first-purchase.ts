import { type Html, html } from "./html.ts";
import { inlineProse } from "./prose.ts";

const STEPS: readonly { say: string; run: string }[] = [
  {
    say: "Say where the shop is and which keys to use. `npm start` prints all three.",
    run: `SOUK=http://localhost:8787
PK=pk_test_…
SK=sk_test_…`,
  },
  {
    say: "Browse, and take a variant of a product you like.",
    run: `curl "$SOUK/v1/store/products?limit=3&currency=EUR" -H "X-Publishable-Key: $PK"
curl "$SOUK/v1/store/products/linen-crew-tee?currency=EUR" -H "X-Publishable-Key: $PK"
VARIANT=var_…`,
  },
  {
    say: "Begin a cart with it. Keep the `id` and the `cart_token`: an id alone opens nothing.",
    run: `curl -X POST "$SOUK/v1/store/carts" -H "X-Publishable-Key: $PK" \\
  -H 'Content-Type: application/json' \\
  -d '{"currency": "EUR", "lines": [{"variant_id": "'$VARIANT'", "quantity": 2}]}'
CART=cart_…
CART_TOKEN=…`,
  },
  {
    say: "Say who buys and where it goes, then choose how it ships. Every write answers with the whole cart and its totals.",
    run: `curl "$SOUK/v1/store/carts/$CART/shipping-options" \\
  -H "X-Publishable-Key: $PK" -H "X-Cart-Token: $CART_TOKEN"
curl -X PATCH "$SOUK/v1/store/carts/$CART" \\
  -H "X-Publishable-Key: $PK" -H "X-Cart-Token: $CART_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "email": "ada@example.org",
    "shipping_address": {"name": "Ada Lovelace", "line1": "Torstr. 1",
      "city": "Berlin", "postal_code": "10119", "country": "DE"},
    "shipping_option_id": "standard"
  }'`,
  },
  {
    say: "Buy. The key makes it safe to send again: the cart becomes one order, however often you try.",
    run: `curl -X POST "$SOUK/v1/store/carts/$CART/complete" \\
  -H "X-Publishable-Key: $PK" -H "X-Cart-Token: $CART_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" -H 'Content-Type: application/json' \\
  -d '{"payment": {"provider": "test", "token": "tok_ok"}}'`,
  },
  {
    say: "See the order where staff see it, a moment later.",
    run: `curl "$SOUK/v1/admin/orders?limit=5" -H "Authorization: Bearer $SK"`,
  },
];

/** From nothing to an order in six steps. */
export function firstPurchase(): Html {
  return html`<section id="first-purchase">
<h2><a href="#first-purchase">First purchase</a></h2>
<ol class="steps">${STEPS.map(
    ({ say, run }) => html`<li><p>${inlineProse(say)}</p><pre tabindex="0"><code>${run}</code></pre></li>`,
  )}</ol>
</section>`;
}

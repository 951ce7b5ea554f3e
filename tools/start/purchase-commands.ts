type Shop = { url: string; publishableKey: string; secretKey: string };

/**
 * A whole purchase for bash and curl: pasted as it is, it buys two of a product and shows the order where staff see it.
 * Every answer is one line of JSON, so `grep -o` finds ids in it without a further tool.
 */
export function purchaseCommands({ url, publishableKey, secretKey }: Shop, handle: string): string {
  return `SOUK=${url}
PK='X-Publishable-Key: ${publishableKey}'
SK='Authorization: Bearer ${secretKey}'
JSON='Content-Type: application/json'
find_first() { grep -oE "$1" | head -n 1; }

VARIANT=$(curl -s "$SOUK/v1/store/products/${handle}?currency=EUR" -H "$PK" | find_first 'var_[0-9a-z]+')
CREATED=$(curl -s -X POST "$SOUK/v1/store/carts" -H "$PK" -H "$JSON" -d '{"currency":"EUR"}')
CART=$(echo "$CREATED" | find_first 'cart_[0-9a-z]{20,}')
TOKEN="X-Cart-Token: $(echo "$CREATED" | find_first '"cart_token":"[^"]+' | cut -d '"' -f 4)"

curl -s -X POST "$SOUK/v1/store/carts/$CART/lines" -H "$PK" -H "$TOKEN" -H "$JSON" \\
  -d '{"variant_id":"'$VARIANT'","quantity":2}'; echo
curl -s -X PATCH "$SOUK/v1/store/carts/$CART" -H "$PK" -H "$TOKEN" -H "$JSON" \\
  -d '{"email":"ada@example.com","shipping_option_id":"standard","shipping_address":{"name":"Ada Lovelace","line1":"Torstr. 1","city":"Berlin","postal_code":"10119","country":"DE"}}'; echo
curl -s -X POST "$SOUK/v1/store/carts/$CART/complete" -H "$PK" -H "$TOKEN" -H "$JSON" \\
  -H "Idempotency-Key: $CART" -d '{"payment":{"provider":"test","token":"tok_ok"}}'; echo
sleep 2; curl -s "$SOUK/v1/admin/orders?limit=1" -H "$SK"; echo`;
}

import { z } from "zod";

/** What a client should do next: nothing will help, send the very same request again, or change something first. */
export type Retry = "never" | "same_request" | "after_change";

type Row = { status: ProblemStatus; title: string; retry: Retry; meaning: string; help: string };
export type ProblemStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 409
  | 411
  | 412
  | 413
  | 415
  | 422
  | 429
  | 500
  | 503;

/**
 * Every error that Souk answers with (RFC 9457). One row a code: its page in `docs/problems/` and the answer
 * at `/docs/problems/{code}` are made from it.
 */
export const PROBLEMS = {
  malformed_json: {
    status: 400,
    title: "The body is not JSON",
    retry: "after_change",
    meaning: "The request body could not be read as JSON in UTF-8.",
    help: "Send one valid JSON document. A trailing comma or a single quote is the usual cause.",
  },
  invalid_request: {
    status: 400,
    title: "The request is not valid",
    retry: "after_change",
    meaning: "A field, parameter or header has a wrong type, is out of range, is missing or is not known.",
    help: "`errors` names each place (`pointer`) and what is wrong there. Nothing was changed.",
  },
  idempotency_key_required: {
    status: 400,
    title: "This call needs an Idempotency-Key",
    retry: "after_change",
    meaning: "The call moves money or orders, or much stock at once, so a retry must be recognisable.",
    help: "Send a header `Idempotency-Key` with a fresh random value of 16 to 128 characters (a UUID is fine), and the same value when you retry.",
  },
  unauthenticated: {
    status: 401,
    title: "The key or token is missing or not valid",
    retry: "after_change",
    meaning:
      "No key was sent where one is needed, or it is unknown, revoked, expired or of the wrong mode (test or live).",
    help: "Store calls take `X-Publishable-Key: pk_…`; admin calls take `Authorization: Bearer sk_…`.",
  },
  payment_declined: {
    status: 402,
    title: "The payment was declined",
    retry: "after_change",
    meaning:
      "The provider refused the payment. Nothing was charged, the stock was released and the cart is open again.",
    help: "Offer another payment method and complete the cart again with a new Idempotency-Key.",
  },
  scope_missing: {
    status: 403,
    title: "The key lacks a scope",
    retry: "never",
    meaning: "The key is valid but may not do this.",
    help: "`required_scope` names what is missing. Create a key with that scope.",
  },
  not_found: {
    status: 404,
    title: "There is nothing here",
    retry: "never",
    meaning:
      "No such path, or no such resource for you. What belongs to somebody else is answered in the same way.",
    help: "Check the path, the id and, for carts and guest orders, the `X-Cart-Token`.",
  },
  method_not_allowed: {
    status: 405,
    title: "The method is not allowed here",
    retry: "never",
    meaning: "The path exists, but not with this method.",
    help: "The `Allow` header lists the methods of this path.",
  },
  already_exists: {
    status: 409,
    title: "It exists already",
    retry: "after_change",
    meaning: "A handle or SKU in the request is taken by another product.",
    help: "`errors` names the field. Choose another value, or edit the existing resource.",
  },
  request_in_progress: {
    status: 409,
    title: "The same request is still running",
    retry: "same_request",
    meaning: "A request with this Idempotency-Key, or a checkout of this cart, has begun and not yet ended.",
    help: "Send the very same request again after `Retry-After` seconds.",
  },
  cart_closed: {
    status: 409,
    title: "The cart can't be changed",
    retry: "never",
    meaning: "The cart became an order, or its order was cancelled.",
    help: "`order_id` names the order. Begin a new cart for another purchase.",
  },
  cart_outdated: {
    status: 409,
    title: "The shop does not sell the way this cart was begun any more",
    retry: "after_change",
    meaning:
      "The channel, market or price group that the cart was begun with has left the shop's settings, so it has no prices. It can be read, but nothing can be added to it and it can't be bought.",
    help: "`choice` says what is gone, `asked` which one it was and `known` what there is instead. Begin a new cart in another market, or with a key of a channel and price group that the shop has.",
  },
  cart_incomplete: {
    status: 409,
    title: "The cart is not ready to be bought",
    retry: "after_change",
    meaning: "Something is missing: lines, an e-mail address, a shipping address or a shipping option.",
    help: "`errors` names what is missing.",
  },
  insufficient_stock: {
    status: 409,
    title: "Not enough stock",
    retry: "after_change",
    meaning: "At least one line asks for more units than are free. Nothing was held or charged.",
    help: "`shortages` names each line with the units that were asked and are available; `units_per_piece` says how many of them one piece of a bundle takes, `may_return` whether units that others hold may come back, `valid_until` until when the answer stays the same.",
  },
  variant_unavailable: {
    status: 409,
    title: "A variant is not for sale",
    retry: "after_change",
    meaning: "The variant does not exist, is not published, or has no price in the cart's currency.",
    help: "`errors` names the line or field. Remove it or choose another variant.",
  },
  shipping_option_unavailable: {
    status: 409,
    title: "The shipping option does not apply",
    retry: "after_change",
    meaning: "The option is unknown, or does not serve this destination or currency.",
    help: "Ask for the cart's shipping options and choose one of them.",
  },
  payment_returned: {
    status: 409,
    title: "The payment came too late and was given back",
    retry: "after_change",
    meaning:
      "Money arrived for an attempt that had ended, and the goods could not be held any more. It was refunded in full.",
    help: "Show the buyer that nothing was bought and the money is on its way back. Read the cart to see whether it is open.",
  },
  total_changed: {
    status: 409,
    title: "The total has changed",
    retry: "after_change",
    meaning:
      "The total to pay differs from `expected_total` or from what the cart last showed. Nothing was charged.",
    help: "`shown` and `present` hold both totals. Show the present one to the buyer and complete again with it as `expected_total`.",
  },
  hold_limit_reached: {
    status: 409,
    title: "Held too often, or too much",
    retry: "never",
    meaning:
      "A cart may reserve stock ahead of payment only a few times, one address only so many units of an item, and all together only a part of what is unsold.",
    help: "Complete the cart without an early hold; completion takes the stock itself.",
  },
  purchase_limit_reached: {
    status: 409,
    title: "More than one order or buyer may take",
    retry: "after_change",
    meaning:
      "The shop sells only so many units of an item to one order, or to one buyer over all orders. Nothing was held or charged.",
    help: "`limits` names each line, the kind of limit and how many units are still allowed; `units_per_piece` says how many one piece of a bundle takes. Lower the quantity.",
  },
  hold_in_payment: {
    status: 409,
    title: "A payment is under way for the hold",
    retry: "after_change",
    meaning:
      "The hold is pinned: a payment that has begun may still succeed, so nobody else can have its units.",
    help: "Wait for the payment to end, at the latest at its deadline: then the units are sold or free. `hold` shows it.",
  },
  hold_sold: {
    status: 409,
    title: "The units of the hold are sold",
    retry: "never",
    meaning: "The hold became part of an order.",
    help: "`hold` names the order. Units of an order come back when it is cancelled or edited.",
  },
  stock_moving: {
    status: 409,
    title: "The item is being moved",
    retry: "same_request",
    meaning: "Another move of the item, to shards or back, is under way.",
    help: "`spread` shows it. Send the same request again after `Retry-After` seconds.",
  },
  stock_limited_per_buyer: {
    status: 409,
    title: "An item limited per buyer can't be spread",
    retry: "after_change",
    meaning: "What a buyer had of an item is counted in one place, so the item is sold in one place.",
    help: "Remove `max_per_buyer` first, or leave the item where it is.",
  },
  job_over: {
    status: 409,
    title: "The job can't be changed any more",
    retry: "never",
    meaning:
      "The job is done, or it ended and another one of its kind is under way for the same thing. Only a job that is under way can be cancelled, and only one that failed or was cancelled can go on.",
    help: "`status` says how it ended. Start a new job: what is in place already is found unchanged.",
  },
  storefront_missing: {
    status: 409,
    title: "The shop names no storefront",
    retry: "after_change",
    meaning: "A sitemap and product feeds name pages, and the settings do not say where those are.",
    help: "Set `storefront` in `PUT /v1/admin/settings`.",
  },
  job_not_done: {
    status: 409,
    title: "The job is not done",
    retry: "same_request",
    meaning: "The file is complete once the job is done.",
    help: "`status` says how far it is. Read the job until it is `done`.",
  },
  length_required: {
    status: 411,
    title: "The length of the body is not declared",
    retry: "after_change",
    meaning: "A file is passed on while it arrives, and for that its length must be known ahead.",
    help: "Send `Content-Length` in place of `Transfer-Encoding: chunked`.",
  },
  in_use: {
    status: 409,
    title: "Something still refers to it",
    retry: "after_change",
    meaning: "Products or others name it, archived ones among them, so it can't go.",
    help: "Edit what names it first, then delete it again.",
  },
  version_mismatch: {
    status: 412,
    title: "It was changed in the meantime",
    retry: "after_change",
    meaning: "`If-Match` names a version that is no longer the present one.",
    help: "Read it again, apply your change to what you find, and send its new `ETag`.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    retry: "after_change",
    meaning: "The request body exceeds the limit of this path.",
    help: "`limit_bytes` names the limit.",
  },
  unsupported_media_type: {
    status: 415,
    title: "The content type is not supported",
    retry: "after_change",
    meaning: "The path takes another content type.",
    help: "Send `Content-Type: application/json` (media uploads: an image type).",
  },
  idempotency_key_reused: {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    retry: "after_change",
    meaning: "The same key was sent before with a different body or path.",
    help: "Use a fresh key for each new intent, and the same key only to repeat the very same request.",
  },
  currency_not_sold: {
    status: 422,
    title: "The shop does not sell in this currency",
    retry: "after_change",
    meaning: "The currency is not among those of the shop.",
    help: "`currencies` lists what is sold.",
  },
  payment_provider_unavailable: {
    status: 422,
    title: "The payment provider is not available",
    retry: "after_change",
    meaning: "The provider is unknown to this shop, or is not allowed in this environment.",
    help: "`providers` lists what can be used here.",
  },
  limit_exceeded: {
    status: 422,
    title: "A limit is exceeded",
    retry: "after_change",
    meaning: "The change would exceed a limit, such as lines in a cart or units of a line.",
    help: "`limit` and `allowed` say which and how much.",
  },
  stock_would_be_negative: {
    status: 422,
    title: "There are not that many units",
    retry: "after_change",
    meaning: "The change would make the units on hand at this location negative.",
    help: "`location` and `on_hand` say what is there.",
  },
  too_many_requests: {
    status: 429,
    title: "Too many requests",
    retry: "same_request",
    meaning: "You, or this cart, sent more requests than allowed.",
    help: "Wait for `Retry-After` seconds.",
  },
  internal_error: {
    status: 500,
    title: "We made a mistake",
    retry: "same_request",
    meaning: "Something that must not happen happened. It was recorded under the request id.",
    help: "Retry with the same Idempotency-Key; if it stays, report the `request_id`.",
  },
  service_unavailable: {
    status: 503,
    title: "A part of the service is not available",
    retry: "same_request",
    meaning:
      "A service is down, overloaded or not yet set up. Nothing is lost: a repeated request is recognised.",
    help: "Retry after `Retry-After` seconds, with the same Idempotency-Key where one was sent.",
  },
} as const satisfies Record<string, Row>;

export type ProblemCode = keyof typeof PROBLEMS;
export type StatusOf<Code extends ProblemCode> = (typeof PROBLEMS)[Code]["status"];

/** RFC 9457 body. Further members (such as `shortages`) depend on the code and are described on its page. */
export const Problem = z
  .looseObject({
    type: z
      .string()
      .meta({ description: "Address of the page about this code.", example: "/docs/problems/not_found" }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    retry: z.enum(["never", "same_request", "after_change"]),
    detail: z.string().optional(),
    request_id: z.string(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
      .max(100)
      .optional()
      .meta({
        description:
          "Where the request is wrong: JSON pointers into the body, or `?name`, `:name`, `header`.",
      }),
  })
  .meta({ id: "Problem", description: "An error (RFC 9457, application/problem+json)." });
export type Problem = z.infer<typeof Problem>;

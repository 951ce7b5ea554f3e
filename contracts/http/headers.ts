import { z } from "zod";

/** Printable ASCII, long enough that two strangers never choose the same one. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,128}$/, "takes 16 to 128 printable characters without spaces")
  .meta({
    description: "A fresh random value per intent, repeated on retries.",
    example: "5f9c7a52-3f0e-4b7e-9c0a-2f5f2f1f6a10",
  });

export const CartToken = z
  .string()
  .min(1)
  .max(256)
  .meta({ description: "The `cart_token` that creating the cart returned. An id alone opens nothing." });

export const IfMatch = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: 'The `ETag` you last saw, such as `"7"`.', example: '"7"' });

export const cartHeaders = z.object({ "x-cart-token": CartToken });
export const cartWriteHeaders = z.object({
  "x-cart-token": CartToken,
  "idempotency-key": IdempotencyKey.optional(),
  "if-match": IfMatch.optional(),
});
export const keyedHeaders = z.object({ "idempotency-key": IdempotencyKey.optional() });
export const conditionalHeaders = z.object({ "if-match": IfMatch.optional() });

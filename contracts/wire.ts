import { z } from "zod";

/** The words every wire shares: ids, money, times, lists. Limits stand here once. */

/** Integer minor units of an ISO 4217 currency; digits come from our own table, not the engine's. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ id: "CurrencyCode", description: "ISO 4217 code, upper case.", example: "EUR" });

export const Money = z
  .strictObject({ amount: z.int().min(-9_007_199_254_740).max(9_007_199_254_740), currency: CurrencyCode })
  .meta({
    id: "Money",
    description: "An amount in integer minor units (cents, yen). Never a float.",
    example: { amount: 1999, currency: "EUR" },
  });

/** What a shop may ask for a thing: zero or more. */
export const Price = z
  .strictObject({ amount: z.int().min(0).max(100_000_000_000), currency: CurrencyCode })
  .meta({
    id: "Price",
    description: "A price in integer minor units.",
    example: { amount: 1999, currency: "EUR" },
  });

export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ id: "CountryCode", description: "ISO 3166-1 alpha-2 code, upper case.", example: "DE" });

export const Timestamp = z.iso
  .datetime()
  .meta({ id: "Timestamp", description: "RFC 3339, UTC.", example: "2026-11-20T09:30:00.000Z" });

/** Characters that no name, title or address needs and that terminals, logs and CSV files suffer from. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A text of a person: trimmed, with an upper limit in signs (Unicode code points), free of control characters. */
export function text(max: number, min = 1) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => !CONTROL.test(value), "must not hold control characters")
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode");
}

/** A text that others are shown among other things: it may be written in any direction, and ends in the one it began in. */
export function shownText(max: number, min = 1) {
  return text(max, min).refine(
    closesDirections,
    "leaves a direction of writing open (Unicode bidirectional control)",
  );
}

/** A tag, the name or a value of an option, or what an attribute holds. A few characters become several when they are composed (NFC), as these are kept. */
export function nameText(max: number) {
  return shownText(max).refine(
    (name) => [...name.normalize("NFC")].length <= max,
    "is too long when composed (NFC)",
  );
}

const OPENS = /[\u202a\u202b\u202d\u202e\u2066-\u2068]/;
const CLOSES = /[\u202c\u2069]/;

/** Else whatever stands behind it on the page, in a terminal or in a row of a table would be read backwards. */
function closesDirections(value: string): boolean {
  let open = 0;
  for (const character of value) {
    if (OPENS.test(character)) open += 1;
    if (CLOSES.test(character)) open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

/** Letters of any script, lower-case where there is a choice, with the marks that many scripts write upon them. */
const HANDLE =
  /^[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]*(?:-[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]*)*$/u;
const HANDLE_LENGTH_MAX = 128;

export const Handle = z
  .string()
  .regex(HANDLE)
  .max(HANDLE_LENGTH_MAX)
  // A few characters become several when they are composed (NFC), as handles are before they are kept.
  .refine((handle) => handle.normalize("NFC").length <= HANDLE_LENGTH_MAX, "is too long when composed (NFC)")
  .meta({
    id: "Handle",
    description: "The readable name in a URL: lower-case words joined by hyphens.",
    example: "linen-crew-tee",
  });

export const Sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .meta({ id: "Sku", description: "Stock keeping unit, unique in the shop.", example: "TEE-LIN-M-SAGE" });

export const LocationCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
  .meta({ id: "LocationCode", description: "A stock location of the shop.", example: "berlin" });

/** The name of something in the shop's settings. `-` stands for "not said" in addresses, so none begins with one. */
export const SettingsHandle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
  .meta({ id: "SettingsHandle", description: "A name of the shop's own.", example: "web" });

export const LocaleCode = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/)
  .meta({
    id: "LocaleCode",
    description: "A language tag (BCP 47) in its usual spelling.",
    example: "de-AT",
  });

/** An id as we mint them: a prefix, then lower-case base 32. A foreign id is simply not found. */
export function idOf(prefix: string, example: string) {
  return z
    .string()
    .min(1)
    .max(64)
    .meta({ description: `An id that begins with \`${prefix}_\`.`, example });
}

export const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(24)
  .meta({ description: "How many at the most, 1 to 100." });

export const Cursor = z.string().min(1).max(512).meta({ description: "`next_cursor` of the page before." });

/** A list page: `data`, and `next_cursor` (null on the last page). */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item).max(100), next_cursor: z.union([z.string(), z.null()]) });
}

/** A value or null, in a form that survives references in JSON Schema. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}

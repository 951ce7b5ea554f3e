import { type ProblemError, problem } from "./problem.ts";

const WORDS = {
  channel: "channel",
  price_group: "price group",
  market: "market",
  currency: "currency",
  locale: "locale",
} as const;

/** What somebody chose that the shop does not have, and what there is instead. */
type UnknownChoice = { what: keyof typeof WORDS; asked: string; known: readonly string[] };

/**
 * 400 for what the shop does not have; whoever set up a key or a frontend can tell from it what to mend. Channel and price
 * group come with the key of a `reader` or of whoever begins a `cart`, or stand in the `query` of somebody who asks for
 * others.
 */
export function unknownChoice(
  { what, asked, known }: UnknownChoice,
  of: "reader" | "cart" | "query",
): ProblemError {
  const isOfKey = of !== "query" && (what === "channel" || what === "price_group");
  const place = of === "cart" ? `/${what}` : `?${what}`;
  const pointer = isOfKey ? "header x-publishable-key" : place;
  const detail = isOfKey
    ? `belongs to the ${WORDS[what]} "${asked}", which this shop does not have`
    : `is not a ${WORDS[what]} of this shop, which has ${known.length > 0 ? known.join(", ") : "none"}`;
  return problem("invalid_request", { errors: [{ pointer, detail }] });
}

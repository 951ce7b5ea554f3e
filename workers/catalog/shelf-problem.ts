import type { ShelfRefusal } from "../../domain/catalog/resolve-shelf.ts";
import { type ProblemError, problem } from "../../platform/http/problem.ts";

const WORDS = {
  channel: "channel",
  price_group: "price group",
  market: "market",
  currency: "currency",
  locale: "locale",
} as const;

/**
 * 400 for what the shop does not have; whoever set up a key or a frontend can tell from it what to mend. Channel and price
 * group come with the key of a reader, or stand in the query of somebody who asks for others.
 */
export function shelfProblem({ what, asked, known }: ShelfRefusal, from: "key" | "query"): ProblemError {
  const isOfKey = from === "key" && (what === "channel" || what === "price_group");
  const pointer = isOfKey ? "header x-publishable-key" : `?${what}`;
  const detail = isOfKey
    ? `belongs to the ${WORDS[what]} "${asked}", which this shop does not have`
    : `is not a ${WORDS[what]} of this shop, which has ${known.length > 0 ? known.join(", ") : "none"}`;
  return problem("invalid_request", { errors: [{ pointer, detail }] });
}

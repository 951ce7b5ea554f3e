import { percentile } from "../load/percentile.ts";
import type { BenchShop } from "../souk/bench-shop.ts";
import { searchQuery } from "./search-queries.ts";

type Spread = { p50: number; p95: number; max: number };

/** What searches took, as they say themselves: rows read of D1, questions to it, and how many products matched. */
export type Cost = { searches: number; rows: Spread; questions: Spread; matches: Spread };

export async function costOfSearches(
  { origin, publishableKey }: Pick<BenchShop, "origin" | "publishableKey">,
  searches: number,
): Promise<Cost> {
  const seen = { rows: [] as number[], questions: [] as number[], matches: [] as number[] };
  for (let number = 0; number < searches; number += 1) {
    const answer = await fetch(new URL(`/v1/store/products?${searchQuery(number)}`, origin), {
      headers: { "x-publishable-key": publishableKey },
    });
    if (answer.status !== 200)
      throw new Error(`a search was answered ${answer.status}: ${await answer.text()}`);
    const timing = answer.headers.get("server-timing") ?? "";
    // The gateway's memory reads nothing.
    if (!timing.includes("rows;")) continue;
    const figure = (name: string) => Number(new RegExp(`${name};desc="(\\d+)"`).exec(timing)?.[1]);
    seen.rows.push(figure("rows"));
    seen.questions.push(figure("search"));
    const { matches } = (await answer.json()) as { matches: { count: number } };
    seen.matches.push(matches.count);
  }
  return {
    searches,
    rows: spread(seen.rows),
    questions: spread(seen.questions),
    matches: spread(seen.matches),
  };
}

function spread(values: number[]): Spread {
  const sorted = values.sort((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: sorted.at(-1) ?? 0 };
}

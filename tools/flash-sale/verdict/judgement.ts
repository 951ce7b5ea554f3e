import type { Story } from "../buyers/story.ts";
import type { Traffic } from "../buyers/traffic.ts";
import type { Books } from "./books.ts";

/** Everything that is known when a sale is over: what buyers were told, and what the shop says. */
export type Evidence = {
  stories: readonly Story[];
  books: Books;
  traffic: Pick<Traffic, "answered" | "brokenOff" | "lost" | "failed" | "failures">;
};

/** One promise of the shop, held against the evidence. */
export type Judgement = {
  /** What is looked for, such as "oversold". */
  name: string;
  /** Every single thing that is wrong; none means that the promise was kept. */
  wrong: string[];
  /** What was found, in a few words. */
  found: string;
  /** It could not be looked at from here; `found` says why. */
  isUnchecked?: boolean;
};

export type Judge = (evidence: Evidence) => Judgement;

/** "1 order", "2 orders", "1,204 orders". */
export function count(howMany: number, one: string, many = `${one}s`): string {
  return `${howMany.toLocaleString("en-US")} ${howMany === 1 ? one : many}`;
}

import { setTimeout as wait } from "node:timers/promises";
import type { BuyerPlan } from "./buyer-plan.ts";
import type { Sale } from "./sale.ts";
import { beginStory, type Story } from "./story.ts";
import { visit } from "./visit.ts";

/** How a sale stands while it runs. */
export type Standing = {
  buyers: number;
  bought: number;
  /** Went without having bought. */
  left: number;
  inside: number;
  waiting: number;
  nextBackAtMs: number | null;
  requests: number;
};

/** Lets every buyer in at the time of its plan; resolves when the last one has gone. */
export async function runSale(
  sale: Sale,
  plans: readonly BuyerPlan[],
  onStanding: (standing: Standing) => void,
  everyMs: number,
): Promise<Story[]> {
  const stories = plans.map(({ n, wants }) => beginStory(n, wants));
  const standing = () => standingOf(sale, stories);
  const watching = setInterval(() => onStanding(standing()), everyMs);
  try {
    await Promise.all(
      plans.map(async (plan, index) => {
        await wait(plan.arrivesAtMs);
        await visit(sale, plan, stories[index] as Story);
      }),
    );
    onStanding(standing());
    return stories;
  } finally {
    clearInterval(watching);
  }
}

function standingOf({ buyers, traffic }: Sale, stories: readonly Story[]): Standing {
  const gone = stories.filter(({ end }) => end !== null);
  const bought = gone.filter(({ end }) => end === "bought").length;
  return {
    buyers: stories.length,
    bought,
    left: gone.length - bought,
    ...buyers,
    requests: traffic.answered,
  };
}

import { seededRandom } from "../../seeded-random.ts";

/** So many units of one of the sale's items, named by its place among them. */
export type Want = { item: number; units: number };

/** Shares of all buyers, 0 to 1. */
export type Habits = {
  /** Hold their cart's stock before they pay. */
  earlyHolds: number;
  /** Hold and walk away, or drop the connection while they buy and never come back; half of them each. */
  abandon: number;
  /** Click twice: half of them under one key, half under two. */
  double: number;
  /** Pay with a card that is declined; half of them try another one. */
  decline: number;
  /** Pay in a way whose outcome the shop does not learn at once. */
  unclear: number;
  /** Break one request off halfway and repeat it under the same key. */
  timeouts: number;
};

export type Step = "create" | "line" | "details" | "hold" | "complete";

/** What one buyer is going to do: decided before the sale, by the seed and the buyer's number alone. */
export type BuyerPlan = {
  n: number;
  arrivesAtMs: number;
  wants: Want[];
  holdsEarly: boolean;
  leaves: "never" | "after_hold" | "mid_complete";
  clicks: "once" | "twice_one_key" | "twice_two_keys";
  card: "ok" | "declined" | "unclear";
  hasSecondCard: boolean;
  /** The step that is broken off once, so long after it was sent. */
  timeout: { step: Step; afterMs: number } | null;
  /** How long after sending the connection is dropped by whoever leaves in the middle. */
  dropsAfterMs: number;
  /** Whether this buyer asks again when the shop fell silent. */
  comesBack: boolean;
};

const STEPS: readonly Step[] = ["create", "line", "details", "hold", "complete"];
const BREAKS_OFF_WITHIN_MS = 40;

/** The plan of buyer `n`; it does not depend on how many others there are. */
export function planBuyer(
  n: number,
  sale: { seed: number; burstMs: number; habits: Habits; chooseWants: ChooseWants },
): BuyerPlan {
  const { habits } = sale;
  // One number per question, whatever the answers are, so that changing one share leaves all else as it was.
  const random = seededRandom(sale.seed ^ Math.imul(n + 1, 0x9e3779b1));
  const arrivesAtMs = Math.floor(random() * sale.burstMs);
  const abandons = random();
  const clicks = random();
  const card = random();
  const hasSecondCard = random() < 0.5;
  const isEarly = random() < habits.earlyHolds;
  const isImpatient = random() < habits.timeouts;
  const step = STEPS[Math.floor(random() * STEPS.length)] ?? "complete";
  const afterMs = breakOff(random());
  const dropsAfterMs = breakOff(random());
  const comesBack = random() < 0.5;

  const leaves = shareOf(abandons, habits.abandon, "after_hold", "mid_complete", "never");
  return {
    n,
    arrivesAtMs,
    wants: sale.chooseWants(n, random),
    holdsEarly: isEarly || leaves === "after_hold",
    leaves,
    clicks: shareOf(clicks, habits.double, "twice_one_key", "twice_two_keys", "once"),
    card: card < habits.decline ? "declined" : card < habits.decline + habits.unclear ? "unclear" : "ok",
    hasSecondCard,
    timeout: isImpatient ? { step, afterMs } : null,
    dropsAfterMs,
    comesBack,
  };
}

/** What a buyer puts in the cart, in this order. */
export type ChooseWants = (n: number, random: () => number) => Want[];

/** One of every item; every other buyer takes them in the opposite order. */
export function oneOfEach(items: number): ChooseWants {
  return (n) => {
    const wants = Array.from({ length: items }, (_, item): Want => ({ item, units: 1 }));
    return n % 2 === 0 ? wants : wants.reverse();
  };
}

/** Mostly early, while the shop is at it, sometimes late. */
function breakOff(random: number): number {
  return Math.ceil(random ** 2 * BREAKS_OFF_WITHIN_MS);
}

function shareOf<Value>(drawn: number, share: number, first: Value, second: Value, otherwise: Value): Value {
  if (drawn >= share) return otherwise;
  return drawn < share / 2 ? first : second;
}

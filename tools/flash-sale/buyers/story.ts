import type { Want } from "./buyer-plan.ts";

/** How a visit ended. */
export type End =
  | "bought"
  /** There is not enough, and what was said is that nothing will come back. */
  | "refused"
  /** Was told that units may come back, and went. */
  | "gave_up"
  | "declined"
  /** Held the units and went away without a word. */
  | "walked_away"
  /** Dropped the connection in the middle of buying, and never came back. */
  | "dropped"
  /** The outcome of the payment was still not known; whether it ever is, the books tell. */
  | "left_pending"
  /** The shop fell silent, and the buyer did not ask again. */
  | "silenced"
  /** The shop said something that this buyer could not have expected. */
  | "failed";

/** An order that a buyer was told of. */
export type ToldOrder = { key: string; id: string; number: string; status: string };

/** What one buyer did and was told: the shop may never forget a word of it. */
export type Story = {
  buyer: number;
  wants: Want[];
  /** Every id that the shop gave for this buyer's one cart, and what opens it. */
  carts: { id: string; token: string }[];
  /** What the shop acknowledged to be in the cart, in the order of the wants. */
  linesKnown: number;
  /** Has asked to buy and heard nothing yet: the cart may or may not become an order. */
  isUnanswered: boolean;
  told: ToldOrder[];
  /** Answers that do not fit what was asked. */
  surprises: string[];
  end: End | null;
};

export function beginStory(buyer: number, wants: Want[]): Story {
  return { buyer, wants, carts: [], linesKnown: 0, isUnanswered: false, told: [], surprises: [], end: null };
}

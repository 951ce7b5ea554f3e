import { count, type Judge } from "./judgement.ts";

/** Load is no excuse: whatever the shop can't do now it says with a 4xx. */
export const judgeServerErrors: Judge = ({ traffic }) => {
  const errors = traffic.failed;
  const wrong = errors === 0 ? [] : [`${count(errors, "answer")} of 500 and above`, ...traffic.failures];
  return {
    name: "server errors",
    wrong,
    found: `${count(errors, "answer")} of 5xx among ${count(traffic.answered, "answer")}`,
  };
};

/** Every request is answered, but for those that the buyer broke off. */
export const judgeSilence: Judge = ({ traffic }) => ({
  name: "unanswered requests",
  wrong: traffic.lost === 0 ? [] : [`${count(traffic.lost, "request")} got no answer`],
  found: `${count(traffic.lost, "request")}; ${traffic.brokenOff} more were broken off on purpose`,
});

/** A buyer is refused for want of stock, or because the card was declined, and for nothing else. */
export const judgeRefusals: Judge = ({ stories }) => {
  const wrong = stories.flatMap(({ surprises }) => surprises);
  const short = stories.filter(({ end }) => end === "refused" || end === "gave_up").length;
  const declined = stories.filter(({ end }) => end === "declined").length;
  const found = `${count(short, "buyer")} refused for stock, ${declined} for their card, ${wrong.length} otherwise`;
  return { name: "other refusals", wrong, found };
};

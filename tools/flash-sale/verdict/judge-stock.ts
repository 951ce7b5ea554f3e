import type { Story } from "../buyers/story.ts";
import { soldUnits } from "./books.ts";
import { count, type Judge } from "./judgement.ts";

/** INV-1 More units in placed orders, or committed, than there ever were. */
export const judgeOversold: Judge = (evidence) => {
  const sold = soldUnits(evidence.books);
  const over = evidence.books.stock.flatMap(({ sku, units, audit }) => {
    const promised = Math.max(sold.get(sku) ?? 0, audit.committed);
    return promised > units ? [{ sku, tooMany: promised - units }] : [];
  });
  const all = evidence.books.stock.reduce((sum, { units }) => sum + units, 0);
  const tooMany = sumOf(over.map((item) => item.tooMany));
  return {
    name: "oversold",
    wrong: over.map((item) => `${item.sku}: ${item.tooMany} more than there were`),
    found: `${count(tooMany, "unit")} too many; ${sum(sold)} of ${count(all, "unit")} sold`,
  };
};

/** INV-1 Units that are left although buyers who wanted them were told that none would come back. */
export const judgeUnsold: Judge = ({ stories, books }) => {
  const left = books.stock.map(({ audit }) => audit.available);
  const fits = ({ wants }: Story) => wants.every(({ item, units }) => units <= (left[item] ?? 0));
  const refused = stories.filter(({ end }) => end === "refused");
  const wrong = refused
    .filter(fits)
    .map(({ buyer }) => `buyer ${buyer} was refused for good, and the units are there`);
  const wentEarly = stories.filter((story) => story.end === "gave_up" && fits(story)).length;
  const found =
    wentEarly > 0 && wrong.length === 0
      ? `${count(sumOf(left), "unit")} left; ${count(wentEarly, "buyer")} went before the last holds had ended`
      : `${count(sumOf(left), "unit")} left, ${count(refused.length, "buyer")} refused for good`;
  return { name: "unsold while wanted", wrong, found };
};

/** HLD-1 Units that nobody can have any more: held, though every buyer is gone and every hold must have ended. */
export const judgeStranded: Judge = ({ books }) => {
  const wrong = books.stock.flatMap(({ sku, audit }) =>
    audit.held === 0 ? [] : [`${sku}: ${count(audit.held, "unit")} held by nobody`],
  );
  const held = sumOf(books.stock.map(({ audit }) => audit.held));
  const seconds = (books.settledMs / 1_000).toFixed(1);
  return {
    name: "stranded holds",
    wrong,
    found: `${count(held, "unit")} held, ${seconds} s after the last buyer`,
  };
};

/** AUD-1 The shop's own audit, and whether its figures are those of the orders that there are. */
export const judgeAudit: Judge = (evidence) => {
  const sold = soldUnits(evidence.books);
  const wrong = evidence.books.stock.flatMap(({ sku, units, audit }) => {
    const expected = { balanced: true, on_hand: units, committed: sold.get(sku) ?? 0 };
    const found = Object.entries(expected)
      .filter(([field, value]) => audit[field as keyof typeof expected] !== value)
      .map(([field, value]) => `${sku}: ${field} is ${audit[field as keyof typeof expected]}, not ${value}`);
    const adds = audit.available === audit.on_hand - audit.held - audit.committed - (audit.safety ?? 0);
    return adds ? found : [...found, `${sku}: available is ${audit.available}, which does not add up`];
  });
  const { stock } = evidence.books;
  const balanced = stock.filter(({ audit }) => audit.balanced).length;
  return {
    name: "audit out of balance",
    wrong,
    found: `${balanced} of ${count(stock.length, "item")} balanced`,
  };
};

function sum(units: ReadonlyMap<string, number>): string {
  return sumOf([...units.values()]).toLocaleString("en-US");
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

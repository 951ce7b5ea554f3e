import { ms, whole } from "../report/table.ts";
import type { Growth } from "./run-catalog.ts";

export const GROWTH_HEADER = [
  "products",
  "detail a second",
  "of a hop",
  "list a second",
  "of a hop",
  "cold from D1, p50 / p95 ms",
  "its questions to D1, KV",
  "cold from KV, p50 / p95 ms",
  "its questions to D1, KV",
  "warm, p50 ms",
  "its questions to D1, KV",
  "others busy",
];

/** A row for each size of the shop. */
export function growthRows(growths: readonly Growth[]): string[][] {
  return growths.map(({ products, rates, fromDatabase, fromCopies, warm }) => {
    const of = (name: string) => rates.find((line) => line.name === name);
    const questions = ({ d1, kv }: { d1: number; kv: number }) => `${d1.toFixed(2)}, ${kv.toFixed(2)}`;
    const others = Math.max(...rates.map(({ othersBusy }) => othersBusy));
    return [
      whole(products),
      ...["detail", "list"].flatMap((name) => [
        whole(of(name)?.perSecond ?? 0),
        (of(name)?.ratios[0]?.ratio ?? 0).toFixed(2),
      ]),
      `${ms(fromDatabase.p50)} / ${ms(fromDatabase.p95)}`,
      questions(fromDatabase),
      `${ms(fromCopies.p50)} / ${ms(fromCopies.p95)}`,
      questions(fromCopies),
      ms(warm.p50),
      questions(warm),
      `${Math.round(others * 100)} %`,
    ];
  });
}

import type { Sale } from "./buyers/sale.ts";
import type { End, Story } from "./buyers/story.ts";
import type { Latency, Rates } from "./buyers/traffic.ts";
import type { SaleSettings } from "./options.ts";
import { type Books, placed, unitsOf } from "./verdict/books.ts";
import type { Judgement } from "./verdict/judgement.ts";

/** Everything that a sale showed: what is printed, and what `--json` writes. */
export type SaleReport = {
  at: string;
  run: string;
  shop: string;
  settings: Omit<SaleSettings, "publishableKey" | "secretKey">;
  buyers: number;
  ends: Partial<Record<End, number>>;
  sold: { units: number; of: number; orders: number };
  verdict: Judgement[];
  rates: Rates;
  latencies: Latency[];
  /** `complete 409 insufficient_stock` → how often. */
  answers: Record<string, number>;
  tookMs: number;
};

export function composeReport(
  about: { at: Date; shop: string; settings: SaleSettings; tookMs: number },
  { sale, stories, books, verdict }: { sale: Sale; stories: Story[]; books: Books; verdict: Judgement[] },
): SaleReport {
  const { publishableKey: _publishable, secretKey: _secret, ...settings } = about.settings;
  const orders = placed(books);
  const ends: SaleReport["ends"] = {};
  for (const { end } of stories) if (end) ends[end] = (ends[end] ?? 0) + 1;
  return {
    at: about.at.toISOString(),
    run: sale.run,
    shop: about.shop,
    settings,
    buyers: stories.length,
    ends,
    sold: {
      units: orders.reduce((sum, order) => sum + unitsOf(order), 0),
      of: books.stock.reduce((sum, { units }) => sum + units, 0),
      orders: orders.length,
    },
    verdict,
    rates: sale.traffic.rates(),
    latencies: sale.traffic.latencies(),
    answers: Object.fromEntries([...sale.traffic.answers].sort()),
    tookMs: about.tookMs,
  };
}

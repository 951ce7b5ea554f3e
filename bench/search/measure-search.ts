import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { asD1Database } from "../../tests/support/search/d1-on-sqlite.ts";
import { putDocuments } from "../../tests/support/search/demo-index.ts";
import { LocalShop, type ShopKeys } from "../../tools/local-shop/local-shop.ts";
import { percentile } from "../load/percentile.ts";
import { seededRandom } from "../load/seeded-random.ts";
import { largeFacts, largeQuery } from "./large-shop.ts";

/**
 * `npx node bench/search/measure-search.ts --products 100000`: searches with two filters and three facets, as they arrive
 * (20 a second, open loop), in a shop on the runtime itself; every query is another one, so nothing is repeated.
 */
const { values } = parseArgs({
  options: {
    products: { type: "string", default: "100000" },
    seconds: { type: "string", default: "60" },
    rate: { type: "string", default: "20" },
    keep: { type: "string" },
  },
});
const products = Number(values.products);
const CHUNK = 500;
/** The connections and the statements of the runtime are there by then. */
const WARM_UP = 40;

type Sample = { tookMs: number; rows: number; questions: number; matches: number; more: boolean };

const folder = values.keep ?? mkdtempSync(join(tmpdir(), "souk-search-"));
const shop = await LocalShop.build(folder);
try {
  await shop.start();
  await shop.stop();
  await fill(findSearchDatabase(folder));
  const keys = await shop.start();
  report(await measure(keys));
} finally {
  await shop.stop();
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

/** The one of the shop's database files that has an index in it. */
function findSearchDatabase(within: string): string {
  const files = readdirSync(within, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => join(within, name))
    .filter((name) => statSync(name).size > 0);
  const found = files.find((name) => {
    const database = new DatabaseSync(name, { readOnly: true });
    const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'term_gram_a'").get();
    database.close();
    return table !== undefined;
  });
  if (!found) throw new Error("the shop has no search index");
  return found;
}

async function fill(file: string): Promise<void> {
  const database = new DatabaseSync(file);
  const known = database.prepare("SELECT count(*) AS n FROM document_a").get()?.n;
  if (known === products) return database.close();
  database.exec("PRAGMA synchronous = off");
  const shelf = {
    currencies: ["EUR", "USD", "GBP", "JPY"].map((code) => ({ code, pricesIncludeTax: true })),
    channels: ["web"],
    locales: ["en"],
    markets: [],
    priceGroups: [],
    audiences: [],
    composing: [],
  };
  database.prepare("INSERT OR REPLACE INTO shop VALUES ('a', ?)").run(JSON.stringify(shelf));
  // Beyond every change there will be, so that the index is left as it is filled here.
  database.exec("UPDATE generation SET form = 1, cursor = 1000000000 WHERE state = 'serving'");
  for (let from = 0; from < products; from += CHUNK) {
    const facts = Array.from({ length: Math.min(CHUNK, products - from) }, (_, index) =>
      largeFacts(from + index),
    );
    await putDocuments(asD1Database(database), facts, from + 1);
  }
  database.close();
}

async function measure({ url, publishableKey }: ShopKeys): Promise<{ searches: Sample[]; failed: number }> {
  const random = seededRandom(7);
  const searches: Sample[] = [];
  let failed = 0;
  const search = async (index: number, arrivedAtMs: number) => {
    const answer = await fetch(`${url.replace(/\/$/, "")}/v1/store/products?${largeQuery(index)}`, {
      headers: { "x-publishable-key": publishableKey },
    });
    const body = (await answer.json()) as { matches?: { count: number; is_more: boolean } };
    if (answer.status !== 200 || !body.matches) {
      failed += 1;
      return;
    }
    const spent = answer.headers.get("server-timing") ?? "";
    searches.push({
      tookMs: performance.now() - arrivedAtMs,
      rows: Number(/rows;desc="(\d+)"/.exec(spent)?.[1]),
      questions: Number(/search;desc="(\d+)"/.exec(spent)?.[1]),
      matches: body.matches.count,
      more: body.matches.is_more,
    });
  };
  for (let index = 0; index < WARM_UP; index += 1) await search(index, performance.now());
  searches.length = 0;

  const underWay: Promise<void>[] = [];
  const total = Number(values.rate) * Number(values.seconds);
  let nextAtMs = performance.now();
  for (let index = 0; index < total; index += 1) {
    nextAtMs += (-Math.log(1 - random()) / Number(values.rate)) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAtMs - performance.now())));
    underWay.push(search(WARM_UP + index, nextAtMs));
  }
  await Promise.all(underWay);
  return { searches, failed };
}

function report({ searches, failed }: { searches: Sample[]; failed: number }): void {
  const of = (pick: (sample: Sample) => number) => {
    const sorted = searches.map(pick).sort((one, other) => one - other);
    return [0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share).toFixed(1).padStart(9)).join("");
  };
  process.stdout.write(
    `${products} products, ${searches.length} searches at ${values.rate}/s, two filters, three facets; ${failed} failed
                    p50      p95      p99      max
latency, ms   ${of(({ tookMs }) => tookMs)}
rows read     ${of(({ rows }) => rows)}
questions     ${of(({ questions }) => questions)}
matches       ${of(({ matches }) => matches)}
`,
  );
}

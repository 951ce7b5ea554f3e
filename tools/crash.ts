import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashSale, type Kill } from "../tests/crash/crash-sale.ts";
import { KILL_HEADER, showKill } from "../tests/crash/kill-table.ts";
import { showVerdict } from "./flash-sale/show/print-report.ts";
import { ALWAYS, judgeAll } from "./flash-sale/verdict/verdict.ts";
import { LocalShop } from "./local-shop/local-shop.ts";
import { reportAndFail, Stop } from "./stop.ts";

const KILLS = 24;
const VARS = {
  /** Short waits (milliseconds), so that a kill meets what the one before left behind. */
  HOLD_FOR_MS: "3000",
  SAGA_REMIND_MS: "1000",
  SAGA_REMIND_MAX_MS: "1500",
  EVENTS_NUDGE_MS: "2000",
  /** Items that are spread over shards, and come home again, at the rates of one machine. */
  STOCK_HOT_PER_SECOND: "10",
  STOCK_HOT_SECONDS: "1",
  STOCK_COOL_PER_SECOND: "5",
  STOCK_COOL_MS: "2000",
  STOCK_SHARDS_MAX: "4",
};

/** `npm run crash`: kills a shop that sells again and again, and holds it against what its buyers were told. */
async function main(): Promise<void> {
  const seed = readWhole("SEED", Math.floor(Math.random() * 1e9));
  const kills = readWhole("KILLS", KILLS);
  const folder = mkdtempSync(join(tmpdir(), "souk-crash-"));
  const beganAtMs = Date.now();

  console.log("Building the shop …");
  const shop = await LocalShop.build(folder, VARS);
  console.log(
    `Killing it ${kills} times while it sells. To replay: SEED=${seed} npm run crash\n\n${KILL_HEADER}`,
  );
  const met: Kill[] = [];
  try {
    const evidence = await crashSale(shop, { seed, kills }, (kill) => {
      met.push(kill);
      console.log(showKill(kill));
    });
    const verdict = judgeAll(ALWAYS, evidence);
    console.log(`\n${showKills(met)}\n\n${showVerdict(verdict)}`);

    const broken = verdict.filter(({ wrong }) => wrong.length > 0).length;
    if (broken > 0) throw new Stop(`\n${broken} of ${verdict.length} promises were broken; see ${folder}`);
    const seconds = Math.round((Date.now() - beganAtMs) / 1_000);
    console.log(`\nEvery promise was kept through ${kills} kills (${seconds} s).`);
  } finally {
    await shop.stop();
  }
  rmSync(folder, { recursive: true });
}

function showKills(kills: readonly Kill[]): string {
  const sum = (of: (kill: Kill) => number) =>
    kills.reduce((total, kill) => total + of(kill), 0).toLocaleString("en-US");
  return `${sum(({ inFlight }) => inFlight)} requests were under way when a kill came, and ${sum(({ unanswered }) => unanswered)} purchases got no answer. Checkouts that
were half done when the shop was back: ${sum(({ unfinished }) => unfinished)}; finished before the next kill came: ${sum(({ resumed }) => resumed)}. The verdict is about all of them.`;
}

function readWhole(name: "SEED" | "KILLS", otherwise: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Stop(`${name} must be a whole number, not "${text}".`);
}

await main().catch(reportAndFail);
process.exit();

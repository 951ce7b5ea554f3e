import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashShop } from "../tests/crash/crash-shop.ts";
import { ShopProcess } from "../tests/crash/shop-process.ts";
import { requireFreePort } from "./start/require-free-port.ts";
import { reportAndFail, Stop } from "./stop.ts";

const KILLS = 10;
const PORT_DEFAULT = 8797;
const COLUMNS = "kill   after   carts  orders  unanswered  asked again  restart";

/** `npm run crash`: kills a running shop again and again, and holds it against what its clients were told. */
async function main(): Promise<void> {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
  const port = Number(process.env.PORT ?? PORT_DEFAULT);
  await requireFreePort(port);
  const stateDir = mkdtempSync(join(tmpdir(), "souk-crash-"));
  const shop = new ShopProcess(stateDir, port);
  const startMs = Date.now();

  console.log(`Killing a shop ${KILLS} times. To replay: SEED=${seed} npm run crash\n\n${COLUMNS}`);
  try {
    const { judgements, settledMs } = await crashShop(shop, { seed, kills: KILLS }, (kill) =>
      console.log(
        [
          String(kill.n).padStart(4),
          `${kill.afterMs} ms`.padStart(8),
          String(kill.carts).padStart(8),
          String(kill.orders).padStart(8),
          String(kill.lost).padStart(12),
          String(kill.retried).padStart(13),
          `${(kill.restartMs / 1_000).toFixed(1)} s`.padStart(9),
        ].join(""),
      ),
    );
    console.log(`\nSettled ${(settledMs / 1_000).toFixed(1)} s after the last start.\n`);
    for (const { question, asked, wrong } of judgements) {
      console.log(`${wrong.length === 0 ? "yes" : "NO "}  ${question} (${asked})`);
      for (const line of wrong) console.log(`       ${line}`);
    }
    const seconds = Math.round((Date.now() - startMs) / 1_000);
    const failed = judgements.filter(({ wrong }) => wrong.length > 0).length;
    if (failed > 0)
      throw new Stop(`\n${failed} of ${judgements.length} promises were broken; see ${stateDir}`);
    console.log(`\nNothing acknowledged was lost in ${KILLS} kills (${seconds} s).`);
    rmSync(stateDir, { recursive: true });
  } finally {
    await shop.stop();
  }
}

await main().catch(reportAndFail);

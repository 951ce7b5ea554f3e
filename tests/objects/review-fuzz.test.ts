import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { HoldRpc } from "../../contracts/rpc/stock.ts";
import { composeItemId } from "../../domain/kernel/item-id.ts";
import type { ObjectsEnv } from "../../durable-objects/settings.ts";
import { Stock } from "../../durable-objects/stock/stock.ts";
import { randomDigits } from "../../platform/ids/mint.ts";
import { openAsk } from "./open-partition.ts";
import { ask, settle, shardOf } from "./stock-asks.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const chance = (p: number) => Math.random() < p;
const ROUNDS = 12;
const ROUND_MS = 4_000;

it("fuzz", { timeout: 280_000 }, async () => {
  const notes: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const stub = env.STOCK_PARTITIONS.getByName(`stock:${randomDigits()}`);
    await runInDurableObject(stub, async (_instance, state) => {
      const real = state.storage;
      const log: string[] = [];
      let calm = false;
      const namespaceFor = (life: { alive: boolean }) => ({
        idFromName: (name: string) => name,
        get: (name: string) => new Proxy({}, {
          get: (_t, method: string) => async (input: unknown) => {
            const call = () => (env.STOCK_SHARDS.getByName(name) as unknown as Record<string, (i: unknown) => Promise<unknown>>)[method]?.(input);
            if (!calm) {
              await sleep(chance(0.3) ? Math.random() * 40 : 0);
              if (!life.alive) return new Promise(() => {});
              if (chance(0.06)) throw new Error("lost request");
              if (chance(0.05)) void sleep(Math.random() * 200).then(call).catch(() => {});
            }
            const answer = await call();
            if (!calm) {
              await sleep(chance(0.3) ? Math.random() * 40 : 0);
              if (!life.alive) return new Promise(() => {});
              if (chance(0.06)) throw new Error("lost answer");
            }
            return answer;
          },
        }),
      });
      let life = { alive: true };
      const rebirth = (): Stock => {
        life.alive = false;
        const mine = { alive: true };
        life = mine;
        const guard = (target: object, name: PropertyKey, allow: (n: PropertyKey) => boolean) => {
          const value = Reflect.get(target, name, target);
          if (typeof value !== "function") return value;
          return (...args: unknown[]) => {
            if (!mine.alive && allow(name)) throw new Error("dead");
            return value.apply(target, args);
          };
        };
        const sql = new Proxy(real.sql, { get: (t, n) => guard(t, n, () => true) });
        const storage = new Proxy(real, {
          get: (t, n) => n === "sql" ? sql : n === "setAlarm" ? async () => undefined : n === "getAlarm" ? async () => null : guard(t, n, () => true),
        });
        Object.defineProperty(state, "storage", { value: storage, configurable: true });
        return new Stock(state, { ...env, STOCK_SHARDS: namespaceFor(mine), STOCK_SETTLE_MS: "30", STOCK_COOL_MS: "300", STOCK_COOL_PER_SECOND: "5", STOCK_HOT_PER_SECOND: "60", STOCK_HOT_SECONDS: "1" } as unknown as ObjectsEnv);
      };
      let home = rebirth();
      await home.open(openAsk());
      const item = composeItemId(0, randomDigits());
      let received = 40 + Math.floor(Math.random() * 60);
      await home.adjust({ itemId: item, location: "berlin", change: { kind: "delta", units: received }, reason: "received", note: null, actor: "staff", idempotency: null });

      const endMs = Date.now() + ROUND_MS;
      let sold = 0;
      let fulfilled = 0;
      let unknown = 0;
      const stats = { granted: 0, insufficient: 0, early: 0, errors: 0, ended: 0, crashes: 0, phases: new Set<string>() };
      const untilDone = async <V>(work: () => Promise<V>): Promise<V> => {
        for (let tries = 0; ; tries += 1) {
          try {
            const value = await Promise.race([work(), sleep(1_500).then(() => { throw new Error("timeout"); })]);
            return value as V;
          } catch (error) {
            if (tries > 60) throw error;
            await sleep(10);
          }
        }
      };
      const place = (shard: number | null): HoldRpc => (shard === null ? home : shardOf(item, shard));
      const buyer = async (name: string) => {
        const units = chance(0.1) ? 5 : 1;
        const early = chance(0.4);
        let seen: { itemId: string; version: number }[] = [];
        let shard: number | null = null;
        const pick = Math.floor(Math.random() * 1_000);
        for (let leg = 0; leg < 20; leg += 1) {
          const holdId = `${name}.${leg}`;
          const at = shard;
          const answer = await untilDone(() => place(at).hold(ask(holdId, { [item]: units }, { pin: !early, seen, expiresAtMs: Date.now() + 300 + Math.floor(Math.random() * 400) })));
          if (answer.kind === "moved") {
            const [spread] = answer.spreads;
            if (!spread) throw new Error("?");
            seen = spread.direct ? [{ itemId: item, version: spread.version }] : [];
            shard = spread.direct ? null : pick % spread.shards;
            continue;
          }
          if (answer.kind !== "granted") { if (answer.kind === "insufficient") stats.insufficient += 1; else if (answer.kind === "ended") stats.ended += 1; else throw new Error(JSON.stringify(answer)); return; }
          stats.granted += 1;
          await sleep(Math.random() * 150);
          if (early) {
            stats.early += 1;
            if (chance(0.5)) return;
            const pinned = await untilDone(() => place(at).hold(ask(holdId, { [item]: units }, { pin: true, seen })));
            if (pinned.kind !== "granted") return;
          }
          if (chance(0.6)) { await untilDone(() => place(at).release(settle(holdId, { [item]: units }))); return; }
          const committed = await untilDone(() => place(at).commit(settle(holdId, { [item]: units })));
          if (committed.kind !== "committed") throw new Error(`INV-3 ${JSON.stringify(committed)}`);
          sold += units;
          if (chance(0.3)) {
            const step = { ...settle(holdId, { [item]: units }), stepId: "s", actor: "x", shard: at };
            const done = await untilDone(() => (chance(0.5) ? home.uncommit(step) : home.uncommit(step)));
            if (done.kind !== "uncommitted") throw new Error(JSON.stringify(done));
            fulfilled += units;
          }
          return;
        }
        throw new Error("sent around without end");
      };
      const failures: string[] = [];
      let n = 0;
      const crowd = Array.from({ length: 12 }, async () => {
        while (Date.now() < endMs) {
          await buyer(`b${(n += 1)}`).catch((error) => failures.push(String(error)));
          await sleep(Math.random() * 10);
        }
      });
      const staff = (async () => {
        while (Date.now() < endMs) {
          await sleep(Math.random() * 120);
          const pick = Math.random();
          try {
            if (pick < 0.35) await home.spread({ itemId: item, shards: 1 + Math.floor(Math.random() * 4) });
            else if (pick < 0.55) await home.gather({ itemId: item });
            else if (pick < 0.65) { const key = { scope: randomDigits().padEnd(64, "0"), requestHash: "0".repeat(64) }; const h = 5; received += h; await untilDone(() => home.adjust({ itemId: item, location: chance(0.5) ? "berlin" : "paris", change: { kind: "delta", units: h }, reason: "received", note: null, actor: "s", idempotency: key })); }
            else if (pick < 0.7) await home.setPolicy({ itemId: item, policy: { maxPerOrder: 50 + Math.floor(Math.random() * 5) }, safety: [], actor: "s" });
            else if (pick < 0.9) await home.audit({ itemId: item }).then((a) => { if (a.kind === "audit" && !a.audit.balanced) failures.push(`unbalanced ${JSON.stringify(a.audit.checks.filter((c) => c.counted !== c.recorded))}`); });
            else { stats.crashes += 1; home = rebirth(); }
          } catch (error) { stats.errors += 1; if (!/lost|moves faster|moves on|dead|timeout|not enough/.test(String(error))) failures.push(`staff ${error}`); }
        }
      })();
      const clockwork = (async () => {
        while (Date.now() < endMs) {
          const at = life;
          const running = home.alarm().catch(() => {});
          // One alarm at a time, as on the platform; one of an instance that died is over.
          while (at.alive && (await Promise.race([running.then(() => true), sleep(20).then(() => false)])) === false);
          stats.phases.add((await home.moveState({ itemId: item }))?.phase ?? "home");
          await sleep(Math.random() * 20);
        }
      })();
      await Promise.all([...crowd, staff, clockwork]);
      calm = true;
      await sleep(1_200);
      // Everything lapses; nobody is at work any more.
      const deadline = Date.now() + 6_000;
      let at = "";
      for (;;) {
        await home.alarm();
        at = (await home.moveState({ itemId: item }))?.phase ?? "home";
        if (at === "home" || at === "spread") break;
        if (Date.now() > deadline) break;
        await sleep(30);
      }
      const audit = await home.audit({ itemId: item });
      if (audit.kind !== "audit") throw new Error(audit.kind);
      const { onHand, held, committed, available } = audit.audit.level;
      log.push(JSON.stringify({ at, due: real.sql.exec("SELECT COUNT(*) AS n FROM due WHERE kind = 'move'").one().n, received, onHand, held, committed, available, sold: sold - fulfilled, ...stats, phases: [...stats.phases], failures: failures.slice(0, 3), nFailures: failures.length, unknown }));
      if (!audit.audit.balanced) log.push("UNBALANCED " + JSON.stringify(audit.audit.checks.filter((c) => c.counted !== c.recorded)));
      if (available > 0) {
        let seen: { itemId: string; version: number }[] = [];
        const version = (await home.moveState({ itemId: item }))?.version ?? 0;
        seen = [{ itemId: item, version }];
        const last = await home.hold(ask("all", { [item]: Math.min(available, 50) }, { pin: true, seen }));
        if (last.kind !== "granted") log.push("LEFT UNSOLD " + JSON.stringify(last));
        if (available > 50) { const more = await home.hold(ask("all2", { [item]: Math.min(available - 50, 50) }, { pin: true, seen })); if (more.kind !== "granted") log.push("LEFT2 " + JSON.stringify(more)); }
      }
      if (onHand !== received) log.push("ON HAND");
      notes.push(...log);
    });
  }
  throw new Error(`\n${notes.join("\n")}\n`);
});

import { DurableObject } from "cloudflare:workers";
import type { BareRowsRpc, BareWrite } from "./bare-rows-rpc.ts";

type Env = { EVENTS: Queue };
type Member = { ask: BareWrite; resolve(rows: number): void; reject(error: unknown): void };

const GROUP_MAX = 64;
const ANNOUNCE_AFTER_MS = 200;
const ANNOUNCE_MAX = 100;
const SMALL = "x".repeat(60);

/** An object that commits in groups as ours do, with the least code that can: no rules, no nested transactions. */
export class BareRows extends DurableObject<Env> implements BareRowsRpc {
  #waiting: Member[] = [];
  #isArmed = false;
  #sentTo = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS row (key TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID");
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS log (position INTEGER PRIMARY KEY, key TEXT, announce INTEGER, body TEXT)",
    );
  }

  async writeAlone(): Promise<number> {
    this.ctx.storage.sql.exec("INSERT INTO row (key, body) VALUES (?, ?)", crypto.randomUUID(), SMALL);
    return 1;
  }

  write(ask: BareWrite): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setTimeout(() => this.#commit(), 0);
      this.#waiting.push({ ask, resolve, reject });
    });
  }

  override async alarm(): Promise<void> {
    const rows = this.ctx.storage.sql
      .exec<{ position: number; key: string; body: string }>(
        "SELECT position, key, body FROM log WHERE position > ? AND announce = 1 ORDER BY position LIMIT ?",
        this.#sentTo,
        ANNOUNCE_MAX,
      )
      .toArray();
    if (rows.length > 0) {
      await this.env.EVENTS.sendBatch(rows.map(({ key, body }) => ({ body: { key, body } })));
      this.#sentTo = rows.at(-1)?.position ?? this.#sentTo;
    }
    this.#isArmed = rows.length === ANNOUNCE_MAX;
    if (this.#isArmed) await this.ctx.storage.setAlarm(Date.now());
  }

  #commit(): void {
    const group = this.#waiting.splice(0, GROUP_MAX);
    if (this.#waiting.length > 0) setTimeout(() => this.#commit(), 0);
    try {
      this.ctx.storage.transactionSync(() => {
        for (const { ask } of group) this.#put(ask);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    if (!this.#isArmed && group.some(({ ask }) => ask.announce)) {
      this.#isArmed = true;
      void this.ctx.storage.setAlarm(Date.now() + ANNOUNCE_AFTER_MS);
    }
    for (const { ask, resolve } of group) resolve(ask.rows);
  }

  #put({ key, rows, bytes, lines = 0, announce = false }: BareWrite): void {
    const { sql } = this.ctx.storage;
    for (let row = 0; row < rows; row += 1) {
      sql.exec(
        "INSERT INTO row (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body",
        row === 0 ? key : `${key} ${row}`,
        row === 0 ? "x".repeat(bytes) : SMALL,
      );
    }
    for (let line = 0; line < lines; line += 1) {
      sql.exec(
        "INSERT INTO log (key, announce, body) VALUES (?, ?, ?)",
        key,
        announce ? 1 : 0,
        "x".repeat(Math.round(bytes / 3)),
      );
    }
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
};

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshKey } from "../support/buyer.ts";
import type { Answer, Json } from "../support/shop-client.ts";
import type { Souk } from "../support/souk.ts";
import { audit } from "../support/stock-shop.ts";
import { startStockShop, stockStaff } from "../support/stock-staff.ts";

let souk: Souk;
beforeAll(async () => {
  souk = await startStockShop();
});
afterAll(() => souk?.close());

const { admin, tee, level, stockStorage, teesOfBothPartitions } = stockStaff(() => souk);

describe("an adjustment", () => {
  it("may say what was counted instead of what changed, and is recognised when it comes again", async () => {
    const { sku } = await tee(10);
    const headers = { "idempotency-key": freshKey() };
    const count = { counted: 7, reason: "stocktake", note: "Ünïcödé 漢字 🧺" };
    const first = await admin("POST", `/${sku}/adjustments`, count, headers);
    expect(first).toMatchObject({ status: 201, body: { on_hand: 7 } });
    await admin("POST", `/${sku}/adjustments`, { delta: 5, reason: "received" });
    const again = await admin("POST", `/${sku}/adjustments`, count, headers);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body.on_hand).toBe(12);

    const { body } = await admin("GET", `/${sku}/movements?limit=2`);
    expect(body.data.map((line: Json) => [line.on_hand_delta, line.reason, line.note])).toEqual([
      [5, "received", null],
      [-3, "stocktake", count.note],
    ]);
  });
});

describe("a transfer", () => {
  it("leaves the sum as it was, once under its key", async () => {
    const { sku } = await tee(10);
    const headers = { "idempotency-key": freshKey() };
    const body = { from: "berlin", to: "lisbon", units: 4, note: "for the fair" };
    const answers = await Promise.all([1, 2, 3].map(() => admin("POST", `/${sku}/transfers`, body, headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await level(sku)).toMatchObject({
      on_hand: 10,
      locations: [
        { location: "berlin", on_hand: 6 },
        { location: "lisbon", on_hand: 4 },
      ],
    });
    expect((await admin("POST", `/${sku}/transfers`, { ...body, units: 5 }, headers)).body.code).toBe(
      "idempotency_key_reused",
    );
    const refused = await admin("POST", `/${sku}/transfers`, { from: "berlin", to: "lisbon", units: 7 });
    expect(refused.body).toMatchObject({
      code: "stock_would_be_negative",
      location: "berlin",
      on_hand: 6,
    });
    const { body: moved } = await admin("GET", `/${sku}/movements?kind=transferred`);
    expect(moved.data.map((line: Json) => [line.location, line.on_hand_delta])).toEqual([
      ["lisbon", 4],
      ["berlin", -4],
    ]);
    expect((await audit(souk.client, sku)).balanced).toBe(true);
  });
});

describe("many adjustments", () => {
  const bulk = (adjustments: unknown, key: string | null = freshKey()) =>
    admin("POST", "/adjustments", { adjustments }, key === null ? {} : { "idempotency-key": key });

  it("are answered row by row, in their order, and refuse nothing because of each other", async () => {
    const [a, b] = [await tee(5), await tee(5)];
    const answer = await bulk([
      { sku: a.sku, delta: 3, reason: "received" },
      { sku: "NO-SUCH-SKU", delta: 3, reason: "received" },
      { sku: b.sku, delta: -6, reason: "lost" },
      { sku: a.sku, location: "atlantis", delta: 1, reason: "found" },
      { sku: b.sku, location: "lisbon", counted: 2, reason: "stocktake" },
      { sku: a.sku, counted: 1, reason: "stocktake" },
      { sku: a.sku, delta: 1, reason: "found" },
      { sku: a.sku, delta: 1, reason: "found" },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ applied: 5, refused: 3 });
    expect(
      answer.body.data.map((row: Json) => [row.sku, row.location, row.problem?.code ?? row.status]),
    ).toEqual([
      [a.sku, "berlin", "applied"],
      ["NO-SUCH-SKU", "berlin", "not_found"],
      [b.sku, "berlin", "stock_would_be_negative"],
      [a.sku, "atlantis", "invalid_request"],
      [b.sku, "lisbon", "applied"],
      [a.sku, "berlin", "applied"],
      [a.sku, "berlin", "applied"],
      [a.sku, "berlin", "applied"],
    ]);
    expect(answer.body.data[2].problem).toEqual({
      code: "stock_would_be_negative",
      retry: "after_change",
      detail: "There are not that many units",
      on_hand: 5,
    });
    expect(answer.body.data[3].problem.detail).toBe(
      "`location` is none of the shop's locations: berlin, lisbon",
    );
    expect(await level(a.sku)).toMatchObject({ on_hand: 3 });
    expect(await level(b.sku)).toMatchObject({ on_hand: 7 });
    const { body } = await admin("GET", `/${a.sku}/movements?limit=1`);
    expect(body.data[0].sequence).toBe(answer.body.data[7].movement);
  });

  it("of 500 rows are applied once, however many send them at a time", async () => {
    const tees = await teesOfBothPartitions();
    const rows = Array.from({ length: 500 }, (_, n) => ({
      sku: tees[n % tees.length]?.sku,
      delta: 1,
      reason: "received",
      note: `row ${n}`,
    }));
    const key = freshKey();
    const answers = await Promise.all([1, 2, 3].map(() => bulk(rows, key)));
    const repeated = await bulk(rows, key);
    for (const answer of [...answers, repeated]) {
      expect(answer.body).toEqual(answers[0]?.body);
      expect(answer.body).toMatchObject({ applied: 500, refused: 0 });
    }
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
    const levels = await Promise.all(tees.map(({ sku }) => audit(souk.client, sku)));
    expect(levels.every(({ balanced }) => balanced)).toBe(true);
    expect(levels.reduce((sum, { on_hand }) => sum + on_hand, 0)).toBe(500 + 10 * tees.length);
  });

  it("that were interrupted are finished by the same request, and nothing is applied twice", async () => {
    const tees = await teesOfBothPartitions();
    const rows = tees.map(({ sku }) => ({ sku, delta: -10, reason: "damaged" }));
    const key = freshKey();
    const storage = await stockStorage(1);
    await storage.exec("ALTER TABLE movement RENAME TO movement_gone");
    const interrupted = await bulk(rows, key);
    await storage.exec("ALTER TABLE movement_gone RENAME TO movement");

    const outcomes = (answer: Answer<Json>) =>
      answer.body.data.map((row: Json) => row.problem?.code ?? row.status);
    expect(outcomes(interrupted)).toEqual(
      tees.map(({ partition }) => (partition === 0 ? "applied" : "service_unavailable")),
    );
    expect(outcomes(await bulk(rows, key))).toEqual(tees.map(() => "applied"));
    expect(outcomes(await bulk(rows, key))).toEqual(tees.map(() => "applied"));
    for (const { sku } of tees) expect(await level(sku)).toMatchObject({ on_hand: 0 });
  });

  it("need a key, and a key is for one body alone", async () => {
    const [a, b] = [await tee(1), await tee(1)];
    const row = { sku: a.sku, delta: 1, reason: "found" };
    expect((await bulk([row], null)).body.code).toBe("idempotency_key_required");
    const key = freshKey();
    expect((await bulk([row], key)).body.applied).toBe(1);
    const other = await bulk([row, { ...row, sku: b.sku }], key);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    expect(await level(b.sku)).toMatchObject({ on_hand: 1 });
  });
});

import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { listViewed } from "../../contracts/http/store/recently-viewed-routes.ts";
import { newTee, SETTINGS, SHOPPER } from "../support/catalog/fixtures.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const KEEP_MS = 2_000;
let catalog: Catalog;

beforeAll(async () => {
  catalog = await startCatalog({ VIEWED_KEEP_MS: String(KEEP_MS) });
});
afterAll(() => catalog.close());

const Answer = listViewed.responses[200].content["application/json"].schema;
type Answer = z.infer<typeof Answer>;

const tokenOf = (token?: string) => ({
  actor: SHOPPER,
  headers: token === undefined ? {} : { "x-visitor-token": token },
});
const remember = (productId: string, token?: string) =>
  catalog.ask(`/v1/store/recently-viewed/${productId}`, { method: "PUT", ...tokenOf(token) });
const list = (token?: string) => catalog.ask("/v1/store/recently-viewed", tokenOf(token));
const answerOf = async (answer: Response): Promise<Answer> => Answer.parse(await answer.json());
const idsOf = ({ data }: Answer) => data.map(({ product_id }) => product_id);

it("begins a visitor with the first product and puts the newest in front", async () => {
  const [one, two] = [await catalog.create(), await catalog.create()];
  const first = await remember(one.id);
  expect([first.status, first.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  const { visitor_token: token } = await answerOf(first);

  await remember(two.id, token);
  const again = await answerOf(await remember(one.id, token));
  expect([again.visitor_token, idsOf(again)]).toEqual([token, [one.id, two.id]]);
  expect(await answerOf(await list(token))).toEqual(again);
});

it("knows nothing of what another channel alone sells", async () => {
  await catalog.putSettings({
    ...SETTINGS,
    channels: [
      { handle: "web", title: "Web shop" },
      { handle: "pos", title: "Counter" },
    ],
  });
  const { id } = await catalog.create(newTee({ channels: ["pos"] }));
  const seenFrom = async (channel?: string) => {
    const actor = { ...SHOPPER, ...(channel ? { channel } : {}) };
    return (await catalog.ask(`/v1/store/recently-viewed/${id}`, { method: "PUT", actor })).status;
  };
  expect([await seenFrom("pos"), await seenFrom(), await seenFrom("pos")]).toEqual([200, 404, 200]);
});

it("keeps the last twenty", async () => {
  const products: string[] = [];
  for (let index = 0; index < 22; index++) products.push((await catalog.create()).id);

  let token: string | undefined;
  for (const id of products) token = (await answerOf(await remember(id, token))).visitor_token;
  expect(idsOf(await answerOf(await list(token)))).toEqual(products.toReversed().slice(0, 20));
});

it("outlives the object's memory", async () => {
  const { id } = await catalog.create();
  const { visitor_token: token } = await answerOf(await remember(id));
  await catalog.objects.evictDurableObject("RecentlyViewed", { name: token.split(".")[0] ?? "" });
  expect(idsOf(await answerOf(await list(token)))).toEqual([id]);
});

it("forgets a visitor who stays away, from the last use on", async () => {
  const { id } = await catalog.create();
  const { visitor_token: token } = await answerOf(await remember(id));
  await wait(KEEP_MS * 0.6);
  await remember(id, token);
  await wait(KEEP_MS * 0.6);
  expect(idsOf(await answerOf(await list(token)))).toEqual([id]);

  await expect.poll(async () => idsOf(await answerOf(await list(token))), { timeout: 5_000 }).toEqual([]);
  await catalog.objects.evictDurableObject("RecentlyViewed", { name: token.split(".")[0] ?? "" });
  expect(idsOf(await answerOf(await list(token)))).toEqual([]);
});

it("keeps visitors apart", async () => {
  const { id } = await catalog.create();
  const one = await answerOf(await remember(id));
  const other = await answerOf(await remember(id));
  expect(one.visitor_token).not.toBe(other.visitor_token);
});

it("answers a forged token as if there were nothing", async () => {
  const { id } = await catalog.create();
  const { visitor_token: token } = await answerOf(await remember(id));
  const [visitor, mac = ""] = token.split(".");
  const flipped = `${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`;

  for (const forged of [
    `${visitor}.${flipped}`,
    `${visitor}`,
    `visitor_${"0".repeat(20)}.${mac}`,
    "x",
    "a.b.c",
  ]) {
    expect([(await list(forged)).status, (await remember(id, forged)).status]).toEqual([404, 404]);
  }
  expect((await list()).status).toBe(400);
});

it("remembers only what shoppers can see", async () => {
  const draft = await catalog.create(newTee({ status: "draft" }));
  for (const id of [draft.id, "prod_unknown", "__proto__", "constructor"]) {
    expect((await remember(id)).status).toBe(404);
  }
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Relief } from "./relief.ts";

const GOODS = ["A", "B"].map((sku) => ({ sku, handle: sku, productId: sku, variantId: sku, units: 10 }));

let server: Server;
let asked: string[];
let status: number;
let busy: number;
beforeEach(async () => {
  asked = [];
  status = 200;
  busy = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${body}`.trim());
    busy -= 1;
    if (busy >= 0) response.writeHead(409).end('{"code":"stock_moving","retry":"same_request"}');
    else response.writeHead(status).end('{"code":"not_found","retry":"never"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function reliefAt(splitAt: number, mergeAt: number | null): Relief {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new Relief({ url, secretKey: "sk" }, GOODS, { shards: 4, splitAt, mergeAt });
}

it("spreads every item at its moment and gathers it at the other, once", async () => {
  const relief = reliefAt(0.3, 0.7);
  for (const share of [0, 0.29, 0.3, 0.5, 0.69]) relief.onSold(share);
  await relief.settle();
  const spread = ["A", "B"].map((sku) => `POST /v1/admin/stock/${sku}/spread {"shards":4}`);
  expect(asked).toEqual(spread);

  for (const share of [0.7, 0.9, 1]) relief.onSold(share);
  await relief.settle();
  const gathered = ["A", "B"].map((sku) => `DELETE /v1/admin/stock/${sku}/spread`);
  expect(asked).toEqual([...spread, ...gathered]);
  expect(await relief.judge()).toEqual({
    name: "spread refused",
    wrong: [],
    found: "spread and gathered, 4 shards",
  });
});

it("does both in order when the sale jumps over the first moment", async () => {
  const relief = reliefAt(0.3, 0.7);
  relief.onSold(1);
  await relief.settle();
  expect(asked.map((line) => line.split(" ")[0])).toEqual(["POST", "POST", "DELETE", "DELETE"]);
});

it("asks again while another move of the item is under way", async () => {
  busy = 1;
  const relief = reliefAt(0, null);
  relief.onSold(0);
  await relief.settle();
  expect(asked).toHaveLength(3);
});

it("is wrong when the shop will not", async () => {
  status = 404;
  const relief = reliefAt(0, null);
  relief.onSold(0);
  expect((await relief.judge()).wrong).toEqual([
    "The shop would not spread its items: POST /v1/admin/stock/A/spread answered 404 not_found",
  ]);
  await expect(relief.settle()).rejects.toThrow("would not spread");
});

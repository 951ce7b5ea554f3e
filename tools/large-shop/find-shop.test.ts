import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findShop } from "./find-shop.ts";

const KEY = "sk_test_abc";
const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers everything with one status; its address. */
async function shopThatAnswers(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('{"code":"unauthenticated"}'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stateOf(dev: object | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "souk-find-shop-"));
  if (dev) await writeFile(join(folder, "dev.json"), JSON.stringify(dev));
  return folder;
}

describe("the shop to fill", () => {
  it("is that of npm start unless another is named", async () => {
    const url = await shopThatAnswers(200);
    const state = await stateOf({ url, publishable_key: "pk_test_abc", secret_key: KEY });
    expect(await findShop(undefined, undefined, state)).toEqual({ url, secretKey: KEY });

    const other = await shopThatAnswers(200);
    expect(await findShop(other, KEY, state)).toEqual({ url: other, secretKey: KEY });
  });

  it("is asked for where there is none, and where it was stopped", async () => {
    await expect(findShop(undefined, undefined, await stateOf(null))).rejects.toThrow(
      "`npm start` makes one",
    );

    const stopped = await stateOf({
      url: "http://127.0.0.1:9",
      publishable_key: "pk_test_a",
      secret_key: KEY,
    });
    await expect(findShop(undefined, undefined, stopped)).rejects.toThrow(
      "No shop answers at http://127.0.0.1:9. Run `npm start` in another shell",
    );
  });

  it("is refused with a key that does not open it, and without any", async () => {
    const url = await shopThatAnswers(401);
    await expect(findShop(url, KEY, "/nowhere")).rejects.toThrow('401 {"code":"unauthenticated"}');
    await expect(findShop(url, undefined, "/nowhere")).rejects.toThrow("SOUK_SECRET_KEY");
  });

  it.each([
    "shop.example",
    "http://shop.example",
    "ftp://127.0.0.1",
    "9311",
  ])("is not %s: no key is sent over plain http", async (target) => {
    await expect(findShop(target, KEY, "/nowhere")).rejects.toThrow("--target takes an address");
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importFile, shopState } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n and then some", "latin1");
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>';
const MIB = 1024 * 1024;

let catalog: Catalog;
let server: Server;
let origin: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const send = (status: number, body: Buffer | string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { "content-type": "image/png", ...headers }).end(body);
    if (path.startsWith("/png")) send(200, Buffer.concat([PNG, Buffer.from(path.slice(4, 5))]));
    else if (path === "/same-as-png1") send(200, Buffer.concat([PNG, Buffer.from("1")]));
    else if (path === "/svg") send(200, SVG, { "content-type": "text/plain" });
    else if (path === "/script") send(200, SVG.replace("<rect", '<rect onclick="x()"'));
    else if (path === "/page") send(200, "<html><body>not found</body></html>");
    else if (path === "/empty") send(200, "");
    else if (path === "/huge") send(200, Buffer.concat([PNG, Buffer.alloc(6 * MIB)]));
    else if (path === "/gone") send(404, "gone");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  catalog = await startCatalog({}, "in reach", { PICTURES_FROM: origin });
});
afterAll(async () => {
  await catalog?.close();
  server?.closeAllConnections();
  server?.close();
});
beforeEach(() => {
  asked = [];
});

const line = (handle: string, srcs: readonly string[]) =>
  JSON.stringify({
    handle,
    title: handle,
    variants: [{ sku: handle, title: "One", prices: [] }],
    media: srcs.map((src) => ({ src: src.startsWith("/") ? origin + src : src, alt: "Alt" })),
  });
const run = (handle: string, srcs: readonly string[], dryRun = false) =>
  importFile(catalog, "souk-jsonl", line(handle, srcs), { dryRun });
async function mediaOf(handle: string): Promise<string[]> {
  const found = (await shopState(catalog)).find((product) => product.handle === handle);
  return JSON.parse(String(found?.media)) as string[];
}

describe("a picture of an import", () => {
  it("is fetched once, stored by its content, and shown", async () => {
    const { job } = await run("once", ["/png1", "/same-as-png1", "/svg"]);
    expect(job.counts).toEqual({ created: 1, pictures_fetched: 3 });
    const [png, svg, ...none] = await mediaOf("once");
    expect(none).toEqual([]);
    const shown = await catalog.read(`/media/${png}`);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await shown.arrayBuffer()).equals(Buffer.concat([PNG, Buffer.from("1")]))).toBe(true);
    expect((await catalog.read(`/media/${svg}`)).headers.get("content-type")).toBe("image/svg+xml");

    asked = [];
    expect((await run("once", ["/png1", "/same-as-png1", "/svg"])).job.counts).toEqual({ unchanged: 1 });
    expect((await run("other", ["/png1"])).job.counts).toEqual({ created: 1 });
    expect(asked).toEqual([]);
  });

  it("that can't be had is a warning, and the product comes without it", async () => {
    const srcs = ["/gone", "/page", "/script", "/empty", "/huge", "/png2", "/png7"];
    const { job, report } = await run("warned", srcs);
    expect(job.counts).toEqual({ created: 1, warnings: 5, pictures_fetched: 2 });
    expect(await mediaOf("warned")).toHaveLength(2);
    const problems = report.map(({ problem }) => problem.replace(`the picture ${origin}`, ""));
    expect(problems).toEqual([
      "/gone answers 404",
      expect.stringMatching(/^\/page is no PNG, JPEG, WebP or plain SVG/),
      expect.stringMatching(/^\/script is no PNG.*could run a script/),
      expect.stringMatching(/^\/empty is no PNG/),
      "/huge is larger than 5242880 bytes",
    ]);
    expect(report.every(({ level, column }) => level === "warning" && column === "media")).toBe(true);
  });

  it("is never asked for where it would lead into somebody's own network", async () => {
    const { port } = server.address() as AddressInfo;
    const srcs = [
      `http://localhost:${port}/png3`,
      `http://0x7f000002:${port}/png3`,
      `http://[::1]:${port}/png3`,
      "http://169.254.169.254/latest/meta-data/",
      "file:///etc/passwd",
      "test-image.png",
    ];
    const { job, report } = await run("ssrf", srcs);
    expect(job.counts).toEqual({ created: 1, warnings: srcs.length });
    expect(report).toHaveLength(srcs.length);
    expect(asked).toEqual([]);
  });

  it("beyond those that a product may have is not even fetched", async () => {
    const srcs = Array.from({ length: 25 }, (_, n) => `/png${n}-of-many`);
    const { job, report } = await run("many", srcs);
    expect(job.counts).toMatchObject({ created: 1, pictures_fetched: 20, warnings: 1 });
    expect(asked).toHaveLength(20);
    expect(report[0]?.problem).toBe("has 25 pictures: the first 20 are taken");
  });

  it("is fetched over as many slices as it takes", async () => {
    const lines = Array.from({ length: 12 }, (_, n) =>
      line(
        `wide-${n}`,
        Array.from({ length: 5 }, (_unused, m) => `/png${m}-wide-${n}`),
      ),
    );
    const { job } = await importFile(catalog, "souk-jsonl", lines.join("\n"));
    expect(job.counts).toEqual({ created: 12, pictures_fetched: 60 });
    expect(asked).toHaveLength(60);
  });

  it("is not fetched by a dry run, which says that the product would change", async () => {
    expect((await run("dry", ["/png5"], true)).job.counts).toEqual({ created: 1 });
    await run("dry", ["/png5"]);
    asked = [];
    expect((await run("dry", ["/png5", "/png6"], true)).job.counts).toEqual({ changed: 1 });
    expect(asked).toEqual([]);
  });
});

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { HttpClient } from "./http-client.ts";

let server: Server;
let client: HttpClient;
afterEach(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

async function serve(listener: RequestListener): Promise<HttpClient> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  client = new HttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return client;
}

it("sends JSON and reads status, body and what the headers say", async () => {
  let got = "";
  await serve(async (request, response) => {
    for await (const chunk of request) got += chunk;
    response.writeHead(409, { "retry-after": "30", "idempotency-replayed": "true" });
    response.end(JSON.stringify({ code: "insufficient_stock" }));
  });
  const reply = await client.ask({ method: "POST", path: "/complete", body: { name: "Zoë" } });
  expect(reply).toEqual({
    status: 409,
    retryAfterS: 30,
    isReplayed: true,
    body: { code: "insufficient_stock" },
  });
  expect(JSON.parse(got)).toEqual({ name: "Zoë" });
});

it("breaks off when told to, after the server has the request", async () => {
  let asked = 0;
  await serve(() => {
    asked += 1;
  });
  expect(await client.ask({ method: "POST", path: "/", body: {}, breakOffAfterMs: 50 })).toBe("broken_off");
  expect(asked).toBe(1);
});

it("does not break off what was answered in time, nor the next request on the same connection", async () => {
  await serve((_, response) => response.end("{}"));
  const first = await client.ask({ method: "GET", path: "/", breakOffAfterMs: 40 });
  const second = await client.ask({ method: "GET", path: "/", breakOffAfterMs: 40 });
  expect([first, second]).toMatchObject([{ status: 200 }, { status: 200 }]);
});

it("calls it lost when the server hangs up, or is not there", async () => {
  await serve((request) => request.socket.destroy());
  expect(await client.ask({ method: "GET", path: "/" })).toBe("lost");
  server.close();
  expect(await client.ask({ method: "GET", path: "/" })).toBe("lost");
});

it("asks once more when a connection had been closed while it was idle", async () => {
  await serve((request, response) => {
    response.end("{}", () => setTimeout(() => request.socket.destroy(), 20));
  });
  await client.ask({ method: "GET", path: "/" });
  for (let again = 0; again < 5; again += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await client.ask({ method: "POST", path: "/", body: {} })).toMatchObject({ status: 200 });
  }
});

it("keeps the status of an answer that is not JSON", async () => {
  await serve((_, response) => response.writeHead(502).end("<html>Bad gateway</html>"));
  expect(await client.ask({ method: "GET", path: "/" })).toMatchObject({
    status: 502,
    body: { detail: "<html>Bad gateway</html>" },
  });
});

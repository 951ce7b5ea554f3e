import { expect } from "vitest";
import type { TestHarness } from "wrangler";
import { checkContract } from "./check-contract.ts";
import { seedKey } from "./seed-key.ts";
import type { Seen } from "./stand-in-service.ts";
import { startGateway } from "./start-gateway.ts";

/**
 * The gateway and identity alone: both are real and run from their own configs; catalog, checkout and orders are stand-ins that
 * answer with what reached them. Journeys through the whole shop have other files.
 */
export type OpenGateway = { gateway: TestHarness; db: D1Database; publishable: string; admin: string };

export type Body = Record<string, unknown> & { code?: string };
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | ReadableStream };

/** With a key for shoppers and one for staff. */
export async function openGateway(): Promise<OpenGateway> {
  const gateway = await startGateway();
  const { DB: db } = await gateway.getWorker<{ DB: D1Database }>("souk-identity").getEnv();
  const publishable = await seedKey(db, { kind: "publishable", scopes: ["store"] });
  const admin = await seedKey(db, { kind: "secret", scopes: ["keys:write", "catalog:read", "orders:read"] });
  return { gateway, db, publishable, admin };
}

/** What callers send to the gateway that is open by then. */
export function gatewayClient(open: () => OpenGateway) {
  async function send(path: string, { method = "GET", headers = {}, body }: Sent = {}) {
    const init = { method, headers, ...(body === undefined ? {} : { body, duplex: "half" as const }) };
    const response = await open().gateway.fetch(path, init);
    const text = await response.text();
    const json = () => JSON.parse(text) as Body;
    if (isServedForReal(path, response)) {
      const contentType = response.headers.get("content-type");
      const told = {
        method: method === "HEAD" ? "GET" : method,
        path,
        status: response.status,
        contentType,
      };
      if (text !== "") checkContract({ ...told, body: contentType?.includes("json") ? json() : text });
    }
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      seen: () => JSON.parse(text) as Seen,
    };
  }

  return {
    send,
    asShopper: (sent: Sent = {}): Sent => ({
      ...sent,
      headers: { "x-publishable-key": open().publishable, ...sent.headers },
    }),
    asStaff: (sent: Sent = {}, key = open().admin): Sent => ({
      ...sent,
      headers: { authorization: `Bearer ${key}`, ...sent.headers },
    }),
  };
}

export function withJson(body: unknown, sent: Sent = {}): Sent {
  return {
    method: "POST",
    ...sent,
    headers: { "content-type": "application/json", ...sent.headers },
    body: JSON.stringify(body),
  };
}

type Answered = { status: number; headers: Pick<Headers, "get">; json(): Body };

export function expectProblem(answer: Answered, status: number, code: string): void {
  expect({ status: answer.status, code: answer.json().code }).toEqual({ status, code });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.json()).toMatchObject({
    type: `/docs/problems/${code}`,
    status,
    request_id: answer.headers.get("x-request-id"),
  });
}

/** A stand-in's answer promises nothing; everything else keeps to the OpenAPI document. */
function isServedForReal(path: string, { status }: { status: number }): boolean {
  if (path.startsWith("/docs")) return false;
  return status >= 400 || path.startsWith("/v1/admin/api-keys") || !/^\/(v1|media)\//.test(path);
}

import { checkContract } from "./check-contract.ts";

export type Answer<Body = Record<string, unknown>> = { status: number; headers: Headers; body: Body };
// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape the contract check has proved
export type Json = any;

type Headers0 = Record<string, string>;

/** Talks to a shop over HTTP as a frontend would, and holds every answer against the OpenAPI document. */
export type ShopClient = {
  url: URL;
  store(method: string, path: string, body?: unknown, headers?: Headers0): Promise<Answer<Json>>;
  admin(method: string, path: string, body?: unknown, headers?: Headers0): Promise<Answer<Json>>;
  open(method: string, path: string, body?: unknown, headers?: Headers0): Promise<Answer<Json>>;
};

export function shopClient(url: URL, publishableKey: string, secretKey: string): ShopClient {
  const call = async (
    method: string,
    path: string,
    body: unknown,
    headers: Headers0,
  ): Promise<Answer<Json>> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const contentType = response.headers.get("content-type");
    const parsed = text !== "" && contentType?.includes("json") ? JSON.parse(text) : text;
    checkContract({ method, path, status: response.status, contentType, body: parsed });
    return { status: response.status, headers: response.headers, body: parsed };
  };
  return {
    url,
    store: (method, path, body, headers = {}) =>
      call(method, path, body, { "x-publishable-key": publishableKey, ...headers }),
    admin: (method, path, body, headers = {}) =>
      call(method, path, body, { authorization: `Bearer ${secretKey}`, ...headers }),
    open: (method, path, body, headers = {}) => call(method, path, body, headers),
  };
}

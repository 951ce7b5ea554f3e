import { describe, expect, it } from "vitest";
import { type LimitedBody, limitBody } from "./limit-body.ts";

const URL_OF_CART = "https://shop.example/v1/store/carts";

/** A request of declared length, as a browser sends it. */
function declared(body: string, length = body.length): Request {
  return new Request(URL_OF_CART, { method: "POST", body, headers: { "content-length": String(length) } });
}

/** A request whose length nobody knows before its end. */
function chunked(...sizes: number[]): Request {
  const rest = [...sizes];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = rest.shift();
      if (size === undefined) controller.close();
      else controller.enqueue(new Uint8Array(size));
    },
  });
  return new Request(URL_OF_CART, { method: "POST", body, duplex: "half" } as RequestInit);
}

async function bytesOf(body: LimitedBody): Promise<number> {
  return (await new Response(await body.open()).arrayBuffer()).byteLength;
}

const TOO_LARGE = expect.objectContaining({
  code: "body_too_large",
  extras: { members: { limit_bytes: 10 } },
});

describe("the body limit", () => {
  it("lets a body through that is exactly as large as allowed", async () => {
    expect(await bytesOf(limitBody(declared("x".repeat(10)), 10))).toBe(10);
  });

  it("refuses a larger one by what it declares, before a byte is read", () => {
    const request = declared("x".repeat(11));
    expect(() => limitBody(request, 10)).toThrow(TOO_LARGE);
    expect(request.bodyUsed).toBe(false);
  });

  it("passes a body of declared length on as the stream that it is", async () => {
    const request = declared("x".repeat(10));
    expect(await limitBody(request, 10).open()).toBe(request.body);
  });

  it("counts a body of undeclared length and passes it on whole", async () => {
    const body = limitBody(chunked(4, 4, 2), 10);
    expect(body.present).toBe(true);
    expect(await bytesOf(body)).toBe(10);
  });

  it("refuses one byte too many of undeclared length, having read what was on its way", async () => {
    const request = chunked(4, 4, 3, 1000);
    await expect(limitBody(request, 10).open()).rejects.toEqual(TOO_LARGE);
    expect(await request.body?.getReader().read()).toEqual({ done: true, value: undefined });
  });

  it("stops reading a body without end", async () => {
    const endless = chunked(...new Array<number>(1_000).fill(1024 * 1024));
    await expect(limitBody(endless, 10).open()).rejects.toEqual(TOO_LARGE);
  });

  it("does not believe a length beside a transfer encoding", async () => {
    const request = chunked(20);
    request.headers.set("content-length", "1");
    request.headers.set("transfer-encoding", "chunked");
    await expect(limitBody(request, 10).open()).rejects.toEqual(TOO_LARGE);
  });

  it("reads nothing until the body is passed on", () => {
    const request = chunked(20);
    limitBody(request, 10);
    expect(request.bodyUsed).toBe(false);
  });

  it("finds no body in a read, in an empty write and in a write without one", () => {
    expect(limitBody(new Request(URL_OF_CART), 10).present).toBe(false);
    expect(limitBody(declared("", 0), 10).present).toBe(false);
    expect(limitBody(new Request(URL_OF_CART, { method: "POST" }), 10).present).toBe(false);
  });

  it("wants the length of what is too much to be kept here, before a byte is read", () => {
    expect(() => limitBody(chunked(1), 200 * 1024 * 1024)).toThrow(
      expect.objectContaining({ code: "length_required" }),
    );
  });
});

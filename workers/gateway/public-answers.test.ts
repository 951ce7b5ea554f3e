import { describe, expect, it } from "vitest";
import { PublicAnswers, readPublicAnswer, repeatAnswer } from "./public-answers.ts";

const NOW_MS = 1_000_000;

function answer(body = "{}", headers: Record<string, string> = {}, status = 200): Response {
  const usual = { etag: '"a"', "cache-control": "public, max-age=5", "content-type": "application/json" };
  return new Response(body, { status, headers: { ...usual, ...headers } });
}

async function made(body = "{}", headers: Record<string, string> = {}) {
  const read = await readPublicAnswer(answer(body, headers), NOW_MS);
  if (!read) throw new Error("it may be repeated");
  return read;
}

function ask(ifNoneMatch?: string): Request {
  return new Request("https://shop/", ifNoneMatch ? { headers: { "if-none-match": ifNoneMatch } } : {});
}

describe("what may be repeated", () => {
  it("is what everybody may keep", async () => {
    expect(await readPublicAnswer(answer(), NOW_MS)).not.toBeNull();
  });

  it.each([
    ["an error", answer("{}", {}, 404)],
    ["what is out of date", answer("{}", { "souk-stale": "true" })],
    ["what is one reader's", answer("{}", { "cache-control": "private, max-age=5" })],
    ["what nobody may keep", answer("{}", { "cache-control": "no-store" })],
  ])("is not %s, whose body is left to be read", async (_, refused) => {
    expect(await readPublicAnswer(refused, NOW_MS)).toBeNull();
    expect(refused.bodyUsed).toBe(false);
  });
});

describe("a repeated answer", () => {
  it("is the same bytes under the same headers, but for how they were found", async () => {
    const known = await made('{"a":1}', { "server-timing": "d1", "content-language": "de" });
    const again = repeatAnswer(known, ask(), NOW_MS);
    expect(await again.text()).toBe('{"a":1}');
    expect(Object.fromEntries(again.headers)).toEqual({
      age: "0",
      "cache-control": "public, max-age=5",
      "content-language": "de",
      "content-type": "application/json",
      etag: '"a"',
    });
  });

  it("EDG-2 never looks younger than it is", async () => {
    const known = await made("{}", { age: "3" });
    const age = (nowMs: number) => repeatAnswer(known, ask(), nowMs).headers.get("age");
    expect([age(NOW_MS), age(NOW_MS + 1), age(NOW_MS + 1_000), age(NOW_MS - 9_000)]).toEqual([
      "3",
      "4",
      "4",
      "0",
    ]);
  });

  it("is not sent again to those who hold it", async () => {
    const known = await made();
    expect(repeatAnswer(known, ask('W/"a"'), NOW_MS).status).toBe(304);
    expect(repeatAnswer(known, ask('"b"'), NOW_MS).status).toBe(200);
  });
});

describe("the memory", () => {
  it("gives an answer for two seconds, and not before it was made", async () => {
    const answers = new PublicAnswers();
    const known = await made();
    answers.keep("a", known);
    expect(answers.find("a", NOW_MS + 1_999)).toBe(known);
    expect(answers.find("a", NOW_MS + 2_000)).toBeNull();
    expect(answers.find("a", NOW_MS - 2_000)).toBeNull();
    expect(answers.find("b", NOW_MS)).toBeNull();
  });

  it("never keeps what had its time elsewhere", async () => {
    const answers = new PublicAnswers();
    answers.keep("a", await made("{}", { age: "2" }));
    expect(answers.find("a", NOW_MS)).toBeNull();
  });

  it("forgets the oldest rather than fill the isolate, and never keeps what is huge", async () => {
    const answers = new PublicAnswers();
    const big = await made("x".repeat(500 * 1_024));
    for (let at = 0; at < 60; at += 1) answers.keep(String(at), big);
    expect(answers.find("0", NOW_MS)).toBeNull();
    expect(answers.find("59", NOW_MS)).toBe(big);

    answers.keep("huge", await made("x".repeat(513 * 1_024)));
    expect(answers.find("huge", NOW_MS)).toBeNull();
    expect(answers.find("59", NOW_MS)).toBe(big);
  });
});

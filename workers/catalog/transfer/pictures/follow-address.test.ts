import { expect, it } from "vitest";
import { followAddress } from "./follow-address.ts";

const START = "https://cdn.shop.example.org/a.png";

/** A web in which each address leads to the next one given; the last answers. */
function web(...locations: string[]) {
  const asked: string[] = [];
  const ask = async (address: string, { redirect }: RequestInit) => {
    expect(redirect).toBe("manual");
    asked.push(address);
    const location = locations[asked.length - 1];
    return location === undefined
      ? new Response("bytes")
      : new Response(null, { status: 302, headers: { location } });
  };
  const follow = () => followAddress(START, ask, AbortSignal.timeout(1_000));
  return { asked, follow };
}

it("answers with what is there", async () => {
  const { asked, follow } = web();
  expect(await follow()).toBeInstanceOf(Response);
  expect(asked).toEqual([START]);
});

it("follows a few redirects, also relative ones", async () => {
  const { asked, follow } = web("/b.png", "https://other.example.org/c.png");
  expect(await follow()).toBeInstanceOf(Response);
  expect(asked).toEqual([START, "https://cdn.shop.example.org/b.png", "https://other.example.org/c.png"]);
});

it.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://localhost/",
  "//10.0.0.1/",
  "file:///etc/passwd",
  "http://[::ffff:127.0.0.1]/",
  "https://cdn.shop.example.org:22/",
  "http://",
])("does not ask where a redirect leads home: %s", async (location) => {
  const { asked, follow } = web("/b.png", location);
  expect(await follow()).toMatch(/^leads to an address that/);
  expect(asked).toHaveLength(2);
});

it("gives up on a circle", async () => {
  const { asked, follow } = web("/b", "/a", "/b", "/a", "/b", "/a");
  expect(await follow()).toBe("leads from one address to the next");
  expect(asked).toHaveLength(4);
});

it("says what else was answered", async () => {
  const ask = async () => new Response("no", { status: 404 });
  expect(await followAddress(START, ask, AbortSignal.timeout(1_000))).toBe("answers 404");
  const strange = async () => new Response(null, { status: 304 });
  expect(await followAddress(START, strange, AbortSignal.timeout(1_000))).toBe("answers 304");
});

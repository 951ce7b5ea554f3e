import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "../../contracts/openapi/operations.ts";
import type { VerifiedKey } from "../../contracts/rpc/identity.ts";
import { ACTOR_HEADER } from "../../platform/auth/actor-token.ts";
import { composeKey } from "../../platform/auth/key-format.ts";
import { sha256Hex } from "../../platform/auth/mac.ts";
import { beginCall } from "./begin-call.ts";
import { canonicalCatalogUrl } from "./canonical-catalog-url.ts";
import type { GatewayEnv } from "./env.ts";
import { passOn } from "./pass-on.ts";
import { findRoute } from "./routes.ts";

/**
 * PRC-6 The cache in front of public reads goes by the URL that the gateway asks under. So of all that a request
 * brings, what may change the answer stands in that URL, and nothing else reaches the catalog but a condition.
 */

/** What a request is made of; every part comes from a small pool, so that equal reads are common. */
type Read = { path: string; query: [string, string][]; key: number; headers: [string, string][] };

const KEYS: VerifiedKey[] = [
  { id: "key_a", kind: "publishable", mode: "test", scopes: ["store"] },
  { id: "key_b", kind: "publishable", mode: "test", scopes: ["store"] },
  { id: "key_c", kind: "publishable", mode: "test", scopes: ["store"], channel: "pos" },
  { id: "key_d", kind: "publishable", mode: "test", scopes: ["store"], priceGroup: "pos" },
  { id: "key_e", kind: "publishable", mode: "test", scopes: ["store"], priceGroup: "wholesale" },
  {
    id: "key_f",
    kind: "publishable",
    mode: "test",
    scopes: ["store"],
    channel: "pos",
    priceGroup: "wholesale",
  },
];
const SECRETS = KEYS.map((_, index) => composeKey("publishable", "test", new Uint8Array(32).fill(index + 1)));

const anyPath = fc.constantFrom(
  "/v1/store/products",
  "/v1/store/products/tee",
  "/v1/store/products/%74ee",
  "/v1/store/products/caf%C3%A9",
  "/v1/store/products/caf%c3%a9",
  "/v1/store/products/..%2Ftee",
  "/v1/store/search/suggestions",
  "/v1/store/collections",
  "/v1/store/availability",
  "/media/media_a",
  "/media/media_%61",
);
const anyParameter = fc.oneof(
  fc.tuple(fc.constant("currency"), fc.constantFrom("EUR", "USD", "eur", "-", "", "../x")),
  fc.tuple(fc.constant("market"), fc.constantFrom("dach", "EUR", "pos", "-", "%2F")),
  fc.tuple(fc.constant("locale"), fc.constantFrom("de", "de-AT", "EUR", "", "*")),
  fc.tuple(fc.constant("collection"), fc.constantFrom("home", "caf\u00e9", "a&limit=5")),
  fc.tuple(fc.constant("limit"), fc.constantFrom("5", "24")),
  fc.tuple(fc.constant("cursor"), fc.constantFrom("abc", "abd")),
  fc.tuple(
    fc.constantFrom("q", "tag", "option.Size", "attribute.size"),
    fc.constantFrom("M", "L", "M&tag=L"),
  ),
  fc.tuple(fc.constant("variant_ids"), fc.constantFrom("var_a", "var_b", "var_a,var_b", "var_b,var_a")),
  fc.tuple(
    fc.constantFrom("channel", "price_group", "utm_source", "Q", "Currency", "Fields"),
    fc.constantFrom("pos", "wholesale", "x"),
  ),
  fc.tuple(
    fc.constant("fields"),
    fc.constantFrom("id,title", "title,id", "title, id,title", "id", "id&ids=a"),
  ),
  fc.tuple(fc.constant("ids"), fc.constantFrom("prod_a,prod_b", "prod_b,prod_a", "prod_a", "")),
  fc.tuple(fc.constant("expand"), fc.constantFrom("related", "everything")),
);
const anyHeader = fc.oneof(
  fc.tuple(fc.constant("accept-language"), fc.constantFrom("de", "en-GB")),
  fc.tuple(fc.constant("cookie"), fc.constantFrom("cart=1", "group=wholesale")),
  fc.tuple(fc.constant("authorization"), fc.constant("Bearer sk_test_x")),
  fc.tuple(
    fc.constantFrom("x-souk-actor", "x-souk-client", "x-channel", "x-price-group"),
    fc.constant("pos"),
  ),
  fc.tuple(fc.constantFrom("cf-ipcountry", "x-forwarded-host", "host", "range", "accept"), fc.constant("AT")),
  fc.tuple(fc.constant("if-none-match"), fc.constantFrom('"v1"', "*")),
  fc.tuple(fc.constant("x-cart-token"), fc.constant("token")),
);
const anyRead: fc.Arbitrary<Read> = fc.record({
  path: anyPath,
  query: fc.array(anyParameter, { maxLength: 4 }),
  key: fc.nat(KEYS.length - 1),
  headers: fc.array(anyHeader, { maxLength: 4 }),
});
/** Two reads that differ in little. */
const anyPair = fc
  .tuple(anyRead, anyRead, fc.subarray(["path", "query", "key", "headers"] as const))
  .map(([one, other, shared]): [Read, Read] => {
    const alike = Object.fromEntries(shared.map((part) => [part, one[part]]));
    return [one, { ...other, ...alike }];
  });

type Asked = { url: string; method: string; headers: Record<string, string>; body: unknown };
let env: GatewayEnv;
let asked: Asked[] = [];

beforeAll(() => {
  const known = new Map(SECRETS.map((secret, index) => [sha256Hex(secret), KEYS[index]]));
  env = {
    SOUK_ENV: "development",
    ACTOR_TOKEN_KEY: "an actor token key for tests, longer than 32",
    // Nothing is repeated from memory: the address is what the test looks at.
    ANSWERS_KEEP_MS: "0",
    IDENTITY_RPC: { verifyKey: async ({ hash }: { hash: string }) => known.get(hash) ?? null },
    CATALOG_READS: {
      fetch: async (url: string, { method = "GET", headers = {}, body }: RequestInit = {}) => {
        asked.push({ url, method, headers: headers as Record<string, string>, body });
        return new Response("{}");
      },
    },
  } as unknown as GatewayEnv;
});

function send({ path, query, key, headers }: Read, to: GatewayEnv): Promise<Response> {
  const url = `https://shop.example${path}?${new URLSearchParams(query)}`;
  const request = new Request(url, { headers: [...headers, ["x-publishable-key", SECRETS[key] ?? ""]] });
  const call = beginCall(request, 0);
  const route = findRoute(call.url.pathname);
  if (!route) throw new Error(`nobody owns ${path}`);
  return passOn(request, route, call, to);
}

/** How the catalog is asked for a read. */
async function askedFor(read: Read): Promise<Asked> {
  asked = [];
  await send(read, env);
  const [first] = asked;
  if (!first || asked.length !== 1) throw new Error("the catalog is asked once");
  return first;
}

const LISTED = ["q", "tag", "option.Size", "attribute.size", "collection", "cursor", "limit"];

/** All that an answer may depend on, told by the promise and not by the code: equal facts, equal answer. */
function whatDecides({ path, query, key }: Read): string {
  const of = (name: string) => query.filter(([known]) => known === name).map(([, value]) => value);
  /** Nothing said is one choice, something sensible another each, and all nonsense is refused alike. */
  const choice = (name: string, shape: RegExp) => {
    const [value, ...more] = of(name);
    if (value === undefined) return null;
    return more.length === 0 && shape.test(value) ? value : { refused: true };
  };
  const place = {
    channel: KEYS[key]?.channel ?? "web",
    market: choice("market", /^[a-z0-9][a-z0-9-]*$/),
    locale: choice("locale", /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/),
  };
  const prices = {
    group: KEYS[key]?.priceGroup ?? null,
    currency: choice("currency", /^[A-Za-z0-9]+$/),
  };
  const last = decodeURIComponent(path.split("/").at(-1) ?? "");
  if (path.startsWith("/media/")) return JSON.stringify(["picture", last]);
  if (last === "collections") return JSON.stringify(["collections", place]);
  if (last === "availability") {
    const ids = [...new Set(of("variant_ids").flatMap((ids) => ids.split(",")))].sort();
    return JSON.stringify(["availability", place.channel, ids]);
  }
  if (last === "suggestions") return JSON.stringify(["suggestions", place, prices, of("q").sort()]);
  /** Each list of names, whatever their order. */
  const sets = (name: string) =>
    of(name)
      .sort()
      .map((list) => [...new Set(list.split(",").map((one) => one.trim()))].sort());
  if (last === "products") {
    const listed = LISTED.map((name) => of(name).sort());
    return JSON.stringify(["list", place, prices, listed, sets("fields"), sets("ids")]);
  }
  return JSON.stringify(["product", place, prices, last, sets("fields"), of("expand").sort()]);
}

it("whatever a contract lets a reader ask for stands in the address", () => {
  const reads = OPERATIONS.filter(({ path }) => findRoute(path)?.reads);
  for (const { path, request } of reads) {
    for (const name of Object.keys(request?.query?.shape ?? {})) {
      const plain = new URL(path.replace(/\{.+\}/, "any"), "https://shop.example");
      const asking = new URL(`${plain.href}?${name}=abc`);
      expect(canonicalCatalogUrl(asking, {}), `${path}?${name}`).not.toBe(canonicalCatalogUrl(plain, {}));
    }
  }
  expect(reads.length).toBeGreaterThan(4);
});

describe("two public reads", () => {
  it("share a cache key exactly when nothing that an answer may depend on sets them apart", async () => {
    let sharing = 0;
    await fc.assert(
      fc.asyncProperty(anyPair, async ([one, other]) => {
        const [first, second] = [await askedFor(one), await askedFor(other)];
        const isShared = first.url === second.url;
        sharing += isShared ? 1 : 0;
        expect(isShared).toBe(whatDecides(one) === whatDecides(other));
      }),
      { numRuns: 3_000 },
    );
    // Or the property would hold of nothing.
    expect(sharing).toBeGreaterThan(100);
  });

  it("bring the catalog nothing beside their URL but a condition, and who vouches for them", async () => {
    await fc.assert(
      fc.asyncProperty(anyRead, async (read) => {
        const { method, headers, body, url } = await askedFor(read);
        expect(method).toBe("GET");
        expect(body).toBeUndefined();
        expect(new URL(url).host).toBe("catalog");
        const vouching = [ACTOR_HEADER, "x-request-id", "traceparent"];
        // A picture's condition is passed on: it turns a 200 into a 304. Of other answers the gateway says that itself.
        const isConditional =
          read.path.startsWith("/media/") && new Headers(read.headers).has("if-none-match");
        const condition = isConditional ? ["if-none-match"] : [];
        expect(Object.keys(headers).sort()).toEqual([...vouching, ...condition].sort());
        expect(headers[ACTOR_HEADER]).not.toBe("pos");
      }),
      { numRuns: 500 },
    );
  });

  it("get what they would get alone, also where the gateway repeats an earlier answer", async () => {
    let answering = "";
    let made = 0;
    const catalog = {
      fetch: async () => {
        made += 1;
        const headers = { etag: `"${sha256Hex(answering)}"`, "cache-control": "public, max-age=5" };
        return new Response(answering, { headers });
      },
    } as unknown as Fetcher;
    const repeating = { ...env, ANSWERS_KEEP_MS: "60000", CATALOG_READS: catalog };
    const runs = 2_000;
    await fc.assert(
      fc.asyncProperty(anyRead, async (read) => {
        answering = whatDecides(read);
        const answer = await send(read, repeating);
        expect(answer.headers.get("etag")).toBe(`"${sha256Hex(answering)}"`);
        // A condition that holds leaves the body away, and changes nothing else.
        if (answer.status !== 304) expect(await answer.text()).toBe(answering);
      }),
      { numRuns: runs },
    );
    expect(made).toBeLessThan(runs);
  });
});

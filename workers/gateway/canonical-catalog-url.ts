const PRODUCTS = "/v1/store/products";
const COLLECTIONS = "/v1/store/collections";
const CATEGORIES = "/v1/store/categories";
const AVAILABILITY = "/v1/store/availability";
const SUGGESTIONS = "/v1/store/search/suggestions";
const MEDIA = "/media/";
const FEEDS = "/feeds/";

/** Not said: the catalog takes what the market or the shop has. */
const NOT_SAID = "-";
/** No choice of any shop: what could not be one becomes this and is refused as one. */
const NONSENSE = "!";
const DEFAULT_CHANNEL = "web";

const SHAPES = {
  market: /^[a-z0-9][a-z0-9-]{0,31}$/,
  currency: /^[A-Za-z0-9]{1,16}$/,
  locale: /^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/,
} as const;

/** What of a caller the answer of a public read may depend on: where their key sells, and to whom. */
export type Reader = { channel?: string | undefined; priceGroup?: string | undefined };

/**
 * The one internal URL of a public catalog read, so that equal reads share one cache entry whatever the caller's
 * spelling: escapes, the order of parameters, and parameters nobody knows. Null where no read lives.
 *
 *     https://catalog/{channel}/{market}/{currency}/{locale}/{price_group}/products?collection=…&cursor=…&limit=…
 *     https://catalog/{channel}/{market}/{currency}/{locale}/{price_group}/products/{handle or id}?expand=…&fields=…
 *     https://catalog/{channel}/{market}/-/{locale}/-/collections
 *     https://catalog/{channel}/{market}/-/{locale}/-/categories
 *     https://catalog/{channel}/-/-/-/-/availability?variant_ids=…
 *
 * EDG-1, PRC-6 Two reads that may be answered differently have different URLs: all that an answer may depend on stands in
 * them. Values that make no sense are passed on and refused by the catalog; none can leave its own segment.
 */
export function canonicalCatalogUrl(
  url: URL,
  { channel = DEFAULT_CHANNEL, priceGroup }: Reader,
): string | null {
  const { pathname: path, searchParams: query } = url;
  const said = (name: keyof typeof SHAPES) => segmentOf(query.getAll(name), SHAPES[name]);
  const shelf = () =>
    `https://catalog/${channel}/${said("market")}/${said("currency")}/${said("locale")}/${priceGroup ?? NOT_SAID}`;

  if (path === PRODUCTS) return `${shelf()}/products${knownParameters(query)}`;
  if (path === SUGGESTIONS) return `${shelf()}/suggestions${parametersOf(query, ["q"])}`;
  if (path === COLLECTIONS)
    return `https://catalog/${channel}/${said("market")}/${NOT_SAID}/${said("locale")}/${NOT_SAID}/collections`;
  if (path === CATEGORIES)
    return `https://catalog/${channel}/${said("market")}/${NOT_SAID}/${said("locale")}/${NOT_SAID}/categories`;
  if (path === AVAILABILITY) return `https://catalog/${channel}/-/-/-/-/availability${knownIds(query)}`;
  if (path.startsWith(`${PRODUCTS}/`)) {
    const handle = oneSegment(path.slice(PRODUCTS.length + 1));
    return handle === null
      ? null
      : `${shelf()}/products/${handle}${parametersOf(query, ["expand", "fields"])}`;
  }
  if (path.startsWith(FEEDS)) {
    const file = oneSegment(path.slice(FEEDS.length));
    // The index of a sitemap names the others by where it is read itself.
    return file === null
      ? null
      : `https://catalog/feeds/${file}?${new URLSearchParams({ origin: url.origin })}`;
  }
  if (path.startsWith(MEDIA)) {
    const id = oneSegment(path.slice(MEDIA.length));
    return id === null ? null : `https://catalog/media/${id}`;
  }
  return null;
}

/** What a list of products may be asked with (contracts/http/store/search.ts), and the names that the shop makes. */
const LIST_PARAMETERS = [
  ...[
    "availability",
    "brand",
    "category",
    "collection",
    "cursor",
    "facets",
    "fields",
    "ids",
    "limit",
    "price_max",
    "price_min",
  ],
  ...["q", "sort", "tag", "type"],
];
const OF_THE_SHOP = /^(?:option|attribute)\./;

function knownParameters(query: URLSearchParams): string {
  const own = [...new Set(query.keys())].filter((name) => OF_THE_SHOP.test(name));
  return parametersOf(query, [...LIST_PARAMETERS, ...own]);
}

/**
 * In alphabetical order of names and values, since no order of theirs makes a difference. A parameter that is repeated
 * stays repeated: the catalog refuses it, or takes all of its values.
 */
function parametersOf(query: URLSearchParams, names: readonly string[]): string {
  const known = new URLSearchParams();
  for (const name of [...names].sort()) {
    for (const value of query.getAll(name).sort())
      known.append(name, SETS.has(name) ? onceEach(value) : value);
  }
  return known.size === 0 ? "" : `?${known}`;
}

/** Lists of names with commas between them, where only which ones are asked for makes a difference. */
const SETS = new Set(["fields", "ids"]);

function onceEach(list: string): string {
  return [...new Set(list.split(",").map((name) => name.trim()))].sort().join();
}

function knownIds(query: URLSearchParams): string {
  const values = query.getAll("variant_ids");
  if (values.length === 0) return "";
  return `?${new URLSearchParams({ variant_ids: onceEach(values.join()) })}`;
}

function segmentOf(values: string[], shape: RegExp): string {
  const [value, ...more] = values;
  if (value === undefined) return NOT_SAID;
  return more.length === 0 && shape.test(value) ? value : NONSENSE;
}

/** One path segment in its one spelling, or null for several, none, or escapes that are not UTF-8. */
function oneSegment(raw: string): string | null {
  if (raw === "" || raw.includes("/")) return null;
  try {
    const segment = encodeURIComponent(decodeURIComponent(raw));
    return segment === "." || segment === ".." ? null : segment;
  } catch {
    return null;
  }
}

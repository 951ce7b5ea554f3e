const PRODUCTS = "/v1/store/products";
const COLLECTIONS = "/v1/store/collections";
const AVAILABILITY = "/v1/store/availability";
const MEDIA = "/media/";

/** What later issues fill: sales channel, market, locale and price group. */
const CHANNEL = "web";
const MARKET = "default";
const NONE = "-";

/**
 * The one internal URL of a public catalog read, so that equal reads share one cache entry whatever the caller's
 * spelling: escapes, the order of parameters, and parameters nobody knows. Null where no read lives.
 *
 *     https://catalog/{channel}/{market}/{currency}/{locale}/{price_group}/products?collection=…&cursor=…&limit=…
 *     https://catalog/{channel}/{market}/-/{locale}/{price_group}/availability?variant_ids=…
 *
 * Values that make no sense are passed on and refused by the catalog; none can leave its own segment.
 */
export function canonicalCatalogUrl(url: URL): string | null {
  const { pathname: path, searchParams: query } = url;
  const shelf = () =>
    `https://catalog/${CHANNEL}/${MARKET}/${currencySegment(query.getAll("currency"))}/${NONE}/${NONE}`;

  if (path === PRODUCTS) return `${shelf()}/products${knownParameters(query)}`;
  if (path === COLLECTIONS) return `${shelf()}/collections`;
  if (path === AVAILABILITY)
    return `https://catalog/${CHANNEL}/${MARKET}/${NONE}/${NONE}/${NONE}/availability${knownIds(query)}`;
  if (path.startsWith(`${PRODUCTS}/`)) {
    const handle = oneSegment(path.slice(PRODUCTS.length + 1));
    return handle === null ? null : `${shelf()}/products/${handle}`;
  }
  if (path.startsWith(MEDIA)) {
    const id = oneSegment(path.slice(MEDIA.length));
    return id === null ? null : `https://catalog/media/${id}`;
  }
  return null;
}

/** In alphabetical order; a parameter that is repeated stays repeated, which the catalog refuses. */
function knownParameters(query: URLSearchParams): string {
  const known = new URLSearchParams();
  for (const name of ["collection", "cursor", "limit"]) {
    for (const value of query.getAll(name)) known.append(name, value);
  }
  return known.size === 0 ? "" : `?${known}`;
}

/** Each id once and sorted, since only which ones are asked for makes a difference. */
function knownIds(query: URLSearchParams): string {
  const values = query.getAll("variant_ids");
  if (values.length === 0) return "";
  const ids = [...new Set(values.join().split(","))].sort();
  return `?${new URLSearchParams({ variant_ids: ids.join() })}`;
}

/** `-` stands for "the shop's own"; what could not be a currency at all becomes a word that is refused as one. */
function currencySegment(values: string[]): string {
  if (values.length === 0) return NONE;
  const value = values.join(",");
  return /^[A-Za-z0-9]{1,16}$/.test(value) ? value : "invalid";
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

import { WorkerEntrypoint } from "cloudflare:workers";
import type { z } from "zod";
import { Product, ProductCard } from "../../../contracts/http/store/product.ts";
import * as routes from "../../../contracts/http/store/product-routes.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import type { Shelf } from "../../../domain/catalog/resolve-shelf.ts";
import { mayDo } from "../../../platform/auth/actor.ts";
import { ACTOR_HEADER, ActorTokenVerifier } from "../../../platform/auth/actor-token.ts";
import { answerError } from "../../../platform/http/answer-error.ts";
import { isUnchanged } from "../../../platform/http/is-unchanged.ts";
import { problem } from "../../../platform/http/problem.ts";
import { showsUnits } from "../availability/shows-units.ts";
import { readCursor } from "../cursor.ts";
import type { CatalogEnv } from "../env.ts";
import { getFeed } from "../feeds/get-feed.ts";
import { answerSearch } from "../search/answer-search.ts";
import { searchedFor } from "../search/parse-search.ts";
import { cutAnswer, cutSearch } from "./cut-answer.ts";
import { expandRelated } from "./expand-related.ts";
import { findAnswer, type Reading } from "./find-answer.ts";
import { MAX_AGE_S } from "./freshness.ts";
import { getMedia } from "./get-media.ts";
import { getProduct } from "./get-product.ts";
import { listAvailability } from "./list-availability.ts";
import { listByIds } from "./list-by-ids.ts";
import { listCategories } from "./list-categories.ts";
import { listCollections } from "./list-collections.ts";
import { listProducts } from "./list-products.ts";
import { beginRead, lookHowFresh, type ReadContext } from "./read-context.ts";
import { resolveReader } from "./resolve-reader.ts";
import { currentSettings } from "./shop-settings.ts";
import { readFields } from "./sparse-fields.ts";

/** Channel, market, currency, locale, price group. */
const SHELF_SEGMENTS = 5;

const PRODUCT_ID = /^prod_[0-9a-z]{1,40}$/;
let verifier: ActorTokenVerifier | null = null;

/**
 * The cached entrypoint of public reads. It serves the canonical addresses that the gateway makes and no others:
 *
 *     /media/{id}
 *     /feeds/{file}?origin
 *     /{channel}/{market}/{currency}/{locale}/{price_group}/products?collection&cursor&limit
 *     /{channel}/{market}/{currency}/{locale}/{price_group}/products/{handle}
 *     /{channel}/{market}/-/{locale}/-/collections
 *     /{channel}/{market}/-/{locale}/-/categories
 *     /{channel}/-/-/-/-/availability?variant_ids
 *
 * PRC-6 Nothing in an answer depends on who asks but for what the address says, so it may be kept in front of us for
 * `MAX_AGE_S`.
 */
export class CatalogReads extends WorkerEntrypoint<CatalogEnv> {
  override async fetch(request: Request): Promise<Response> {
    try {
      verifier ??= new ActorTokenVerifier(this.env.ACTOR_TOKEN_KEY, "catalog");
      const actor = await verifier.verify(request.headers.get(ACTOR_HEADER), Date.now());
      if (!actor) throw problem("unauthenticated");
      if (request.method !== "GET" && request.method !== "HEAD") {
        throw problem("method_not_allowed", { headers: { allow: "GET, HEAD" } });
      }

      const url = new URL(request.url);
      const segments = url.pathname.slice(1).split("/").map(decodeSegment);
      // A channel may be called `media` too: what is on a shelf has more segments.
      const [first, name = "", ...more] = segments;
      if (more.length === 0 && first === "feeds")
        return await getFeed(request, this.env, name, url.searchParams.get("origin"));
      if (more.length === 0 && first === "media") return await getMedia(request, this.env, name);
      if (!mayDo(actor, "store")) throw problem("scope_missing", { members: { required_scope: "store" } });
      return await this.#answer(request, segments, url.searchParams);
    } catch (error) {
      return answerError(asPassing(error), request.headers.get("x-request-id") ?? "none");
    }
  }

  async #answer(request: Request, segments: string[], query: URLSearchParams): Promise<Response> {
    const [resource, name] = segments.slice(SHELF_SEGMENTS);
    const fields =
      resource === "products"
        ? readFields(query.get("fields"), name === undefined ? ProductCard : Product)
        : null;
    const searched = searchedFor(segments.slice(SHELF_SEGMENTS), query);
    if (searched) {
      const answer = await answerSearch(request, this.env, segments.slice(0, SHELF_SEGMENTS), searched);
      return fields ? cutSearch(answer, fields) : answer;
    }

    const read = beginRead(this.env, (work) => this.ctx.waitUntil(work));
    await lookHowFresh(read);
    const shelf = await resolveReader(read, segments.slice(0, SHELF_SEGMENTS));
    const reading = await readingOf(read, segments.slice(SHELF_SEGMENTS), shelf, query);
    const found = await findAnswer(read, reading);
    if (!found) throw problem("not_found");
    const { answer: whole, isStale } = query.has("expand") ? await expandRelated(read, found, shelf) : found;
    const answer = fields ? await cutAnswer(whole, fields) : whole;

    const headers = {
      etag: answer.etag,
      "cache-control": `public, max-age=${MAX_AGE_S}`,
      "content-language": shelf.locale,
      "server-timing": `d1;desc="${read.cost.d1}", kv;desc="${read.cost.kv}"`,
      ...(isStale ? { "souk-stale": "true" } : {}),
    };
    if (isUnchanged(request.headers.get("if-none-match"), answer.etag))
      return new Response(null, { status: 304, headers });
    return new Response(answer.body, { headers: { ...headers, "content-type": "application/json" } });
  }
}

async function readingOf(
  read: ReadContext,
  [resource, handle, ...more]: string[],
  shelf: Shelf,
  query: URLSearchParams,
): Promise<Reading> {
  if (more.length > 0) throw problem("not_found");
  if (resource === "collections" && handle === undefined) return listCollections();
  if (resource === "categories" && handle === undefined) return listCategories();
  if (resource === "availability" && handle === undefined) {
    const { variant_ids: ids } = parsed(routes.listAvailability.request.query, query);
    const shows = showsUnits(await currentSettings(read));
    return listAvailability([...new Set(ids.split(","))].sort(), shelf.channel, shows);
  }
  if (resource !== "products") throw problem("not_found");
  if (handle !== undefined) {
    if (!routes.getProduct.request.params.safeParse({ handle }).success) throw problem("not_found");
    parsed(routes.getProduct.request.query, query);
    const named = PRODUCT_ID.test(handle) ? { id: handle } : { handle: composeHandle(handle) };
    return getProduct(named, shelf, showsUnits(await currentSettings(read)));
  }

  const { limit, cursor, collection, category, ids } = parsed(routes.listProducts.request.query, query);
  if (ids !== undefined) {
    refuseBeside(query);
    return listByIds([...new Set(ids.split(","))].sort(), shelf);
  }
  const walk = collection !== undefined ? "collection" : category !== undefined ? "category" : "newest";
  return listProducts({
    collection: collection === undefined ? null : composeHandle(collection),
    category: category === undefined ? null : composeHandle(category),
    shelf,
    limit,
    after: cursor === undefined ? null : readCursor(walk, cursor),
  });
}

/** A list of ids is neither walked nor searched. */
function refuseBeside(query: URLSearchParams): void {
  const errors = [...new Set(query.keys())]
    .filter((name) => name !== "ids" && name !== "fields")
    .map((name) => ({ pointer: `?${name}`, detail: "can't stand beside ids" }));
  if (errors.length > 0) throw problem("invalid_request", { errors });
}

function parsed<Schema extends z.ZodType>(schema: Schema, query: URLSearchParams): z.output<Schema> {
  const result = schema.safeParse(Object.fromEntries(query));
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({
    pointer: `?${path.join(".")}`,
    detail: message,
  }));
  throw problem("invalid_request", { errors });
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw problem("not_found");
  }
}

/** Reads depend on the database alone: whatever it fails with, the same request may succeed later. */
function asPassing(error: unknown): unknown {
  const isDatabase = error instanceof Error && error.message.startsWith("D1_ERROR");
  return isDatabase ? Object.assign(error, { retryable: true }) : error;
}

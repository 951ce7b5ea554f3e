import { asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../../contracts/http/admin/taxonomy.ts";
import type * as routes from "../../../../contracts/http/admin/taxonomy-routes.ts";
import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import { composeName } from "../../../../domain/catalog/compose-name.ts";
import { findTypeFlaws } from "../../../../domain/catalog/find-type-flaws.ts";
import { nextVersion } from "../../../../domain/catalog/next-version.ts";
import {
  type KeptProductType,
  PRODUCT_TYPES_MAX,
  type ProductType,
} from "../../../../domain/catalog/product-type.ts";
import { etagOf, ifMatchAllows } from "../../../../platform/http/etag.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import { readHandleCursor, showHandleCursor } from "../../handle-cursor.ts";
import { lastVersionOf } from "../../storage/last-versions.ts";
import { deletionWrites, typeWrites } from "../../storage/taxonomy-writes.ts";
import { productType } from "../../tables-of-taxonomy.ts";
import { cutPage } from "../cut-page.ts";
import { refuseFlaws } from "../refuse-flaws.ts";
import { untilCommitted } from "../until-committed.ts";
import { commitDeletion, commitTaxonomy } from "./commit-taxonomy.ts";

/** CAT-8 Staff say what sorts of products there are: the four operations on product types. */

export async function listProductTypes({
  query,
  env,
}: Call<typeof routes.listProductTypes, CatalogEnv>): Promise<Reply<typeof routes.listProductTypes>> {
  const db = drizzle(env.DB);
  const found = await db
    .select({ handle: productType.handle, length: sql<number>`length(attributes)`.as("length") })
    .from(productType)
    .where(gt(productType.handle, readHandleCursor(query.cursor)))
    .orderBy(asc(productType.handle))
    .limit(query.limit + 1);
  const { page, last } = cutPage(found, query.limit);
  const chosen = sql`(SELECT value FROM json_each(${JSON.stringify(page.map(({ handle }) => handle))}))`;
  const types = await db
    .select()
    .from(productType)
    .where(inArray(productType.handle, chosen))
    .orderBy(asc(productType.handle));
  const body = { data: types.map(showType), next_cursor: last ? showHandleCursor(last.handle) : null };
  return { status: 200, body };
}

export async function getProductType({
  params,
  env,
}: Call<typeof routes.getProductType, CatalogEnv>): Promise<Reply<typeof routes.getProductType>> {
  const present = await loadType(env.DB, composeHandle(params.handle));
  if (!present) throw problem("not_found");
  return { status: 200, body: showType(present), headers: { etag: etagOf(present.version) } };
}

export async function putProductType(
  call: Call<typeof routes.putProductType, CatalogEnv>,
): Promise<Reply<typeof routes.putProductType>> {
  const { actor, env, headers } = call;
  const fields = readType(composeHandle(call.params.handle), call.body);

  const type = await untilCommitted(async () => {
    const before = await loadType(env.DB, fields.handle);
    if (!ifMatchAllows(headers["if-match"], before?.version ?? null)) throw problem("version_mismatch");
    if (!before) await refuseTooMany(env.DB);
    const lastVersion = before ? 0 : await lastVersionOf(env.DB, "type", fields.handle);

    const flaws = findTypeFlaws(fields.attributes, before);
    if (flaws.length > 0) throw refuseFlaws(flaws);
    const after: ProductType = nextVersion(before, fields, Date.now(), lastVersion);
    if (after === before) return before;

    return (await commitTaxonomy(env.DB, typeWrites(before, after, actor.id))) ? after : null;
  });

  return { status: 200, body: showType(type), headers: { etag: etagOf(type.version) } };
}

export async function deleteProductType({
  actor,
  params,
  headers,
  env,
}: Call<typeof routes.deleteProductType, CatalogEnv>): Promise<Reply<typeof routes.deleteProductType>> {
  const handle = composeHandle(params.handle);
  await untilCommitted(async () => {
    const before = await loadType(env.DB, handle);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");

    const change = { kind: "type", handle, actorId: actor.id, atMs: Date.now() } as const;
    return (await commitDeletion(env.DB, deletionWrites(change, before.version))) ? true : null;
  });
  return { status: 204 };
}

async function loadType(database: D1Database, handle: string): Promise<KeptProductType | null> {
  const rows = await drizzle(database).select().from(productType).where(eq(productType.handle, handle));
  return rows[0] ?? null;
}

async function refuseTooMany(database: D1Database): Promise<void> {
  const [all] = await drizzle(database).select({ types: count() }).from(productType);
  if ((all?.types ?? 0) < PRODUCT_TYPES_MAX) return;
  throw problem("limit_exceeded", { members: { limit: "product_types", allowed: PRODUCT_TYPES_MAX } });
}

type Fields = Pick<ProductType, "handle" | "title" | "attributes">;

function readType(handle: string, { title, attributes }: z.output<typeof wire.ProductTypeBody>): Fields {
  return {
    handle,
    title,
    attributes: attributes.map(({ is_required: isRequired, is_filterable: isFilterable, ...same }) => ({
      ...same,
      choices: same.choices.map(composeName),
      isRequired,
      isFilterable,
    })),
  };
}

function showType(type: ProductType): z.input<typeof wire.ProductType> {
  return {
    handle: type.handle,
    title: type.title,
    attributes: type.attributes.map(({ isRequired, isFilterable, choices, ...same }) => ({
      ...same,
      choices: [...choices],
      is_required: isRequired,
      is_filterable: isFilterable,
    })),
    version: type.version,
    created_at: new Date(type.createdAtMs).toISOString(),
    updated_at: new Date(type.updatedAtMs).toISOString(),
  };
}

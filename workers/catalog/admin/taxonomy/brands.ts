import { asc, count, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../../contracts/http/admin/taxonomy.ts";
import type * as routes from "../../../../contracts/http/admin/taxonomy-routes.ts";
import { BRANDS_MAX, type Brand } from "../../../../domain/catalog/brand.ts";
import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import { nextVersion } from "../../../../domain/catalog/next-version.ts";
import { etagOf, ifMatchAllows } from "../../../../platform/http/etag.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import { readHandleCursor, showHandleCursor } from "../../handle-cursor.ts";
import { lastVersionOf } from "../../storage/last-versions.ts";
import { brandWrites, deletionWrites } from "../../storage/taxonomy-writes.ts";
import { brand } from "../../tables-of-taxonomy.ts";
import { requirePicture } from "../require-picture.ts";
import { untilCommitted } from "../until-committed.ts";
import { commitDeletion, commitTaxonomy } from "./commit-taxonomy.ts";

/** The four operations of staff on brands. */

export async function listAdminBrands({
  query,
  env,
}: Call<typeof routes.listAdminBrands, CatalogEnv>): Promise<Reply<typeof routes.listAdminBrands>> {
  const found = await drizzle(env.DB)
    .select()
    .from(brand)
    .where(gt(brand.handle, readHandleCursor(query.cursor)))
    .orderBy(asc(brand.handle))
    .limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  const body = { data: page.map(showBrand), next_cursor: last ? showHandleCursor(last.handle) : null };
  return { status: 200, body };
}

export async function getBrand({
  params,
  env,
}: Call<typeof routes.getBrand, CatalogEnv>): Promise<Reply<typeof routes.getBrand>> {
  const present = await loadBrand(env.DB, composeHandle(params.handle));
  if (!present) throw problem("not_found");
  return { status: 200, body: showBrand(present), headers: { etag: etagOf(present.version) } };
}

export async function putBrand(
  call: Call<typeof routes.putBrand, CatalogEnv>,
): Promise<Reply<typeof routes.putBrand>> {
  const { actor, env, headers } = call;
  const { media_id: mediaId, ...same } = call.body;
  const fields = { ...same, mediaId, handle: composeHandle(call.params.handle) };
  await requirePicture(env.DB, mediaId);

  const present = await untilCommitted(async () => {
    const before = await loadBrand(env.DB, fields.handle);
    if (!ifMatchAllows(headers["if-match"], before?.version ?? null)) throw problem("version_mismatch");
    if (!before) await refuseTooMany(env.DB);
    const lastVersion = before ? 0 : await lastVersionOf(env.DB, "brand", fields.handle);

    const after: Brand = nextVersion(before, fields, Date.now(), lastVersion);
    if (after === before) return before;

    return (await commitTaxonomy(env.DB, brandWrites(before, after, actor.id))) ? after : null;
  });

  return { status: 200, body: showBrand(present), headers: { etag: etagOf(present.version) } };
}

export async function deleteBrand({
  actor,
  params,
  headers,
  env,
}: Call<typeof routes.deleteBrand, CatalogEnv>): Promise<Reply<typeof routes.deleteBrand>> {
  const handle = composeHandle(params.handle);
  await untilCommitted(async () => {
    const before = await loadBrand(env.DB, handle);
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");

    const change = { kind: "brand", handle, actorId: actor.id, atMs: Date.now() } as const;
    return (await commitDeletion(env.DB, deletionWrites(change, before.version))) ? true : null;
  });
  return { status: 204 };
}

async function loadBrand(database: D1Database, handle: string): Promise<Brand | null> {
  const rows = await drizzle(database).select().from(brand).where(eq(brand.handle, handle));
  return rows[0] ?? null;
}

async function refuseTooMany(database: D1Database): Promise<void> {
  const [all] = await drizzle(database).select({ brands: count() }).from(brand);
  if ((all?.brands ?? 0) < BRANDS_MAX) return;
  throw problem("limit_exceeded", { members: { limit: "brands", allowed: BRANDS_MAX } });
}

function showBrand(present: Brand): z.input<typeof wire.Brand> {
  return {
    handle: present.handle,
    title: present.title,
    description: present.description,
    media_id: present.mediaId,
    seo: present.seo,
    version: present.version,
    created_at: new Date(present.createdAtMs).toISOString(),
    updated_at: new Date(present.updatedAtMs).toISOString(),
  };
}

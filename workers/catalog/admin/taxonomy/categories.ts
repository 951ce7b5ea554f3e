import { asc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { z } from "zod";
import type * as wire from "../../../../contracts/http/admin/taxonomy.ts";
import type * as routes from "../../../../contracts/http/admin/taxonomy-routes.ts";
import type { Category } from "../../../../domain/catalog/category.ts";
import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import { nextVersion } from "../../../../domain/catalog/next-version.ts";
import { type Misplaced, placeCategory } from "../../../../domain/catalog/place-category.ts";
import { etagOf, ifMatchAllows } from "../../../../platform/http/etag.ts";
import { type ProblemError, problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import { judgeCategoryRules } from "../../collections/judge-category-rules.ts";
import type { CatalogEnv } from "../../env.ts";
import { readHandleCursor, showHandleCursor } from "../../handle-cursor.ts";
import { sendSlice } from "../../jobs/send-slice.ts";
import { categoryWrites } from "../../storage/category-writes.ts";
import { lastVersionOf } from "../../storage/last-versions.ts";
import { loadSurroundings } from "../../storage/load-surroundings.ts";
import { deletionWrites } from "../../storage/taxonomy-writes.ts";
import { category } from "../../tables-of-taxonomy.ts";
import { refuseFlaws } from "../refuse-flaws.ts";
import { requirePicture } from "../require-picture.ts";
import { untilCommitted } from "../until-committed.ts";
import { commitDeletion, commitTaxonomy } from "./commit-taxonomy.ts";

/** CAT-9 The four operations of staff on the tree of categories. */

export async function listAdminCategories({
  query,
  env,
}: Call<typeof routes.listAdminCategories, CatalogEnv>): Promise<Reply<typeof routes.listAdminCategories>> {
  const found = await drizzle(env.DB)
    .select()
    .from(category)
    .where(gt(category.handle, readHandleCursor(query.cursor)))
    .orderBy(asc(category.handle))
    .limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = found.length > page.length ? page.at(-1) : undefined;
  const body = { data: page.map(showCategory), next_cursor: last ? showHandleCursor(last.handle) : null };
  return { status: 200, body };
}

export async function getAdminCategory({
  params,
  env,
}: Call<typeof routes.getAdminCategory, CatalogEnv>): Promise<Reply<typeof routes.getAdminCategory>> {
  const rows = await drizzle(env.DB)
    .select()
    .from(category)
    .where(eq(category.handle, composeHandle(params.handle)));
  const [present] = rows;
  if (!present) throw problem("not_found");
  return { status: 200, body: showCategory(present), headers: { etag: etagOf(present.version) } };
}

/** Makes a category, changes it, or moves it with all below. */
export async function putCategory(
  call: Call<typeof routes.putCategory, CatalogEnv>,
): Promise<Reply<typeof routes.putCategory>> {
  const { actor, env, headers } = call;
  const { media_id: mediaId, parent: parentGiven, ...same } = call.body;
  const parent = parentGiven && composeHandle(parentGiven);
  const fields = { ...same, mediaId, parent, handle: composeHandle(call.params.handle) };
  await requirePicture(env.DB, mediaId);

  const present = await untilCommitted(async () => {
    const { before, surroundings } = await loadSurroundings(env.DB, fields.handle, parent);
    if (!ifMatchAllows(headers["if-match"], before?.version ?? null)) throw problem("version_mismatch");

    const placed = placeCategory(fields.handle, parent, surroundings);
    if (!placed.ok) throw refusePlace(placed.refusal);
    const lastVersion = before ? 0 : await lastVersionOf(env.DB, "category", fields.handle);
    const after: Category = nextVersion(before, fields, Date.now(), lastVersion);
    if (after === before) return before;

    const isMoved = before !== null && before.parent !== after.parent;
    const again = isMoved ? await judgeCategoryRules(env.DB, actor.id, after.updatedAtMs) : null;
    const rules = again ? { rulesRevision: again.rulesRevision } : {};
    const writes = categoryWrites({ before, after, actorId: actor.id, ...rules });
    if (!(await commitTaxonomy(env.DB, [...writes, ...(again?.writes ?? [])]))) return null;
    for (const job of again?.jobs ?? []) await sendSlice(env, job);
    return after;
  });

  return { status: 200, body: showCategory(present), headers: { etag: etagOf(present.version) } };
}

export async function deleteCategory({
  actor,
  params,
  headers,
  env,
}: Call<typeof routes.deleteCategory, CatalogEnv>): Promise<Reply<typeof routes.deleteCategory>> {
  const handle = composeHandle(params.handle);
  await untilCommitted(async () => {
    const [before] = await drizzle(env.DB)
      .select({ version: sql<number>`version`.as("version") })
      .from(category)
      .where(eq(category.handle, handle));
    if (!before) throw problem("not_found");
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");

    const change = { kind: "category", handle, actorId: actor.id, atMs: Date.now() } as const;
    return (await commitDeletion(env.DB, deletionWrites(change, before.version))) ? true : null;
  });
  return { status: 204 };
}

function refusePlace(misplaced: Misplaced): ProblemError {
  switch (misplaced.code) {
    case "no_parent":
      return refuseFlaws([{ at: ["parent"], detail: "does not exist" }]);
    case "cycle":
      return refuseFlaws([{ at: ["parent"], detail: "is the category itself, or below it" }]);
    case "too_deep":
      return problem("limit_exceeded", { members: { limit: "levels", allowed: misplaced.allowed } });
    case "too_many":
      return problem("limit_exceeded", { members: { limit: "categories", allowed: misplaced.allowed } });
    case "too_full":
      return problem("limit_exceeded", {
        detail: "Too many products would move at once. Move the categories below it one after the other.",
        members: { limit: "moved_products", allowed: misplaced.allowed },
      });
  }
}

function showCategory(present: Category): z.input<typeof wire.AdminCategory> {
  return {
    handle: present.handle,
    parent: present.parent,
    title: present.title,
    description: present.description,
    position: present.position,
    media_id: present.mediaId,
    seo: present.seo,
    version: present.version,
    created_at: new Date(present.createdAtMs).toISOString(),
    updated_at: new Date(present.updatedAtMs).toISOString(),
  };
}

import type { upsertProducts as spec } from "../../../../contracts/http/admin/bulk-routes.ts";
import type { Flaw } from "../../../../domain/catalog/flaw.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import { readSoukProduct } from "../../../../domain/catalog/import/souk-line.ts";
import type { Product, VariantIdentity } from "../../../../domain/catalog/product.ts";
import { ProblemError } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import { commitProduct } from "../../admin/commit-product.ts";
import { knownReferences } from "../../admin/known-references.ts";
import { refuseFlaws } from "../../admin/refuse-flaws.ts";
import { untilCommitted } from "../../admin/until-committed.ts";
import { variantIdentities } from "../../admin/variant-identities.ts";
import type { CatalogEnv } from "../../env.ts";
import { findPictures } from "../pictures/find-pictures.ts";
import { nameByTitle } from "./name-by-title.ts";
import { Planner, referencesOf } from "./plan-products.ts";
import { Targets } from "./targets.ts";

type UpsertReply = Reply<typeof spec>;
type Result = UpsertReply extends { body: { data: (infer One)[] } } ? One : never;

/** IMP-2 Up to 50 products, each decided and committed by itself, so that a call that broke off is simply repeated. */
export async function upsertProducts(call: Call<typeof spec, CatalogEnv>): Promise<UpsertReply> {
  const { actor, body, env } = call;
  const identify = await variantIdentities(env.LAYOUT);

  const data: Result[] = [];
  for (const [index, said] of body.products.entries()) {
    data.push({ index, ...(await upsertOne(env, readSoukProduct(said, index + 1), actor.id, identify)) });
  }
  return { status: 200, body: { data } };
}

async function upsertOne(
  env: CatalogEnv,
  draft: Draft,
  actorId: string,
  identify: () => VariantIdentity,
): Promise<Omit<Result, "index">> {
  try {
    return await untilCommitted(() => attempt(env, draft, actorId, identify));
  } catch (error) {
    const isRefusal = error instanceof ProblemError && error.code !== "service_unavailable";
    if (!isRefusal) throw error;
    return {
      outcome: "refused",
      id: null,
      handle: null,
      version: null,
      errors: (error.extras.errors ?? []).slice(0, 100),
    };
  }
}

/** Null where somebody else was faster. */
async function attempt(
  env: CatalogEnv,
  said: Draft,
  actorId: string,
  identify: () => VariantIdentity,
): Promise<Omit<Result, "index"> | null> {
  const [draft = said] = await nameByTitle(env.DB, [said]);
  const pictures = await findPictures(env, namesOfPictures(draft));
  const targets = await Targets.load(env.DB, [draft]);
  const before = targets.targetOf(draft);
  const texts = (...values: unknown[]) => values.filter((value) => typeof value === "string");
  const known = await knownReferences(env.DB, {
    ...referencesOf([draft], pictures.values()),
    brands: texts(draft.fields.brand),
    types: texts(draft.fields.type, before?.type),
  });

  const missing = missingPictures(draft, pictures);
  if (missing.length > 0) throw refuseFlaws(missing);
  const plan = { database: env.DB, targets, known, pictures, identify, actorId, nowMs: Date.now() };
  const planned = await new Planner(plan).plan(draft);
  if (planned.outcome === "refused") throw refuseFlaws(planned.flaws);
  if (planned.outcome === "skipped") {
    throw refuseFlaws([{ at: ["status"], detail: "there is no such product to archive" }]);
  }
  if (planned.outcome === "unchanged") return show("unchanged", planned.after);

  const { after, history } = planned.version;
  const committed = await commitProduct({ database: env.DB, before, after, history }).catch(tookIt);
  return typeof committed === "string" ? null : show(planned.outcome, committed);
}

/** What was free a moment ago was taken meanwhile: perhaps by the very same product, which is there now. */
function tookIt(error: unknown): "overtaken" {
  if (error instanceof ProblemError && error.code === "already_exists") return "overtaken";
  throw error;
}

function show(outcome: "created" | "changed" | "unchanged", { id, handle, version }: Product) {
  return { outcome, id, handle, version, errors: [] };
}

function namesOfPictures({ pictures, variants }: Draft): string[] {
  const shown = (variants ?? []).flatMap(({ pictureSrc }) => pictureSrc ?? []);
  return [...new Set([...(pictures ?? []).map(({ src }) => src), ...shown])];
}

/** Nothing is fetched while somebody waits: a picture is uploaded first, or comes with an import. */
function missingPictures({ pictures, variants }: Draft, found: ReadonlyMap<string, string>): Flaw[] {
  return [
    ...(pictures ?? []).flatMap(({ src }, index) =>
      found.has(src) ? [] : [{ at: ["media", index], detail: "is no picture of the shop" }],
    ),
    ...(variants ?? []).flatMap(({ pictureSrc }, index) =>
      pictureSrc === null || found.has(pictureSrc)
        ? []
        : [{ at: ["variants", index, "media_id"], detail: "is no picture of the shop" }],
    ),
  ];
}

import { invariant } from "../../../domain/kernel/invariant.ts";
import { judgeCollection } from "../collections/judge-collection.ts";
import { publishFeeds } from "../feeds/publish-feeds.ts";
import { exportProducts } from "../transfer/export/export-products.ts";
import { importProducts } from "../transfer/import/import-products.ts";
import type { JobKind } from "./job-kind.ts";

/** Every kind of job there is. A kind that is taken out strands its jobs: they fail and say so. */
const JOB_KINDS: readonly JobKind[] = [judgeCollection, importProducts, exportProducts, publishFeeds];

const byName = new Map(JOB_KINDS.map((kind) => [kind.kind, kind]));
invariant(byName.size === JOB_KINDS.length, "two kinds of jobs have one name");

export function findJobKind(name: string): JobKind | null {
  return byName.get(name) ?? null;
}

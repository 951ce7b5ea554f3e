import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Write } from "../../../../platform/d1/commit-together.ts";
import { knownReferences } from "../../admin/known-references.ts";
import { variantIdentities } from "../../admin/variant-identities.ts";
import { type Job, type JobContext, type ReportLine, WRITES_MAX } from "../../jobs/job-kind.ts";
import { productWrites } from "../../storage/product-writes.ts";
import { nameByTitle } from "../upsert/name-by-title.ts";
import { type Planned, Planner, referencesOf } from "../upsert/plan-products.ts";
import { Targets } from "../upsert/targets.ts";
import { SliceClaims } from "./slice-claims.ts";
import { namesOf, slicePictures } from "./slice-pictures.ts";
import { flawLines, pictureLines, remarkLines } from "./slice-report.ts";
import { SliceTaxonomy } from "./slice-taxonomy.ts";
import { softenReferences } from "./soften-references.ts";

/** A product of a file, read or refused already. */
export type Entry = { draft: Draft; lines: readonly ReportLine[]; isRefused: boolean };

export type PlannedSlice = {
  /** How many of the entries, from the first on: what is left is for the next slice. */
  taken: number;
  counts: Record<string, number>;
  writes: Write[];
  report: ReportLine[];
};

/** IMP-3 Decides a slice of a file from the catalog as it is now. All that follows from it is in `writes`. */
export async function planSlice(
  { env, nowMs, writesMax = WRITES_MAX }: JobContext,
  job: Job,
  said: readonly Entry[],
  isDryRun: boolean,
): Promise<PlannedSlice> {
  const named = await nameByTitle(
    env.DB,
    said.map(({ draft }) => draft),
  );
  const entries = said.map((entry, index) => ({ ...entry, draft: named[index] ?? entry.draft }));
  const sound = entries.flatMap(({ draft, isRefused }) => (isRefused ? [] : draft));
  const pictures = await slicePictures(env, sound, isDryRun, nowMs);
  const drafts = sound.slice(0, pictures.drafts);
  const cut = sound[pictures.drafts];
  const targets = await Targets.load(env.DB, drafts);
  const present = drafts.map((draft) => targets.targetOf(draft));
  const found = await knownReferences(env.DB, {
    ...referencesOf(drafts, new Set(drafts.flatMap(namesOf).flatMap((name) => pictures.ids.get(name) ?? []))),
    ...taxonomyOf(drafts, present),
  });
  const taxonomy = await SliceTaxonomy.load(env.DB, drafts, found, job.createdBy, nowMs);
  const known = { ...taxonomy.with(found), media: new Set([...found.media, ...pictures.ids.values()]) };
  const claims = await SliceClaims.load(env.DB, job.id, drafts, present, isDryRun);
  const identify = await variantIdentities(env.LAYOUT);
  const planner = new Planner({
    ...{ database: env.DB, targets, known, pictures: pictures.ids, identify, actorId: job.createdBy, nowMs },
  });

  const slice: PlannedSlice = { taken: 0, counts: {}, writes: [], report: [] };
  for (const entry of entries) {
    if (entry.draft === cut) break;
    const decided = await decide(entry);
    const writes = isDryRun ? [] : decided.writes;
    if (slice.taken > 0 && slice.writes.length + writes.length > writesMax) {
      claims.release(entry.draft);
      break;
    }
    slice.writes.push(...writes);
    slice.report.push(...decided.lines);
    add(slice.counts, decided.outcome, 1);
    add(slice.counts, "warnings", decided.lines.filter(({ level }) => level === "warning").length);
    slice.taken += 1;
  }
  add(slice.counts, "pictures_fetched", pictures.fetched);
  slice.writes.push(...pictures.writes, ...claims.writes());
  return slice;

  async function decide(entry: Entry): Promise<Decided> {
    const refused = (lines: ReportLine[]): Decided => ({ outcome: "refused", lines, writes: [] });
    if (entry.isRefused) return refused([...entry.lines]);
    const target = targets.targetOf(entry.draft);
    const claimed = claims.claim(entry.draft, target);
    if (claimed) return refused([...entry.lines, ...flawLines(entry.draft, [claimed])]);

    const { draft, lines: softened } = softenReferences(entry.draft, target, known);
    const planned = await planner.plan(draft);
    const lines = [...entry.lines, ...softened, ...pictureLines(draft, pictures.ids, pictures.failures)];
    if (planned.outcome === "refused") return refused([...lines, ...flawLines(draft, planned.flaws)]);
    return { outcome: planned.outcome, lines, writes: writesOf(planned) };
  }

  function writesOf(planned: Planned): Write[] {
    if (planned.outcome !== "created" && planned.outcome !== "changed") return [];
    return [...taxonomy.writesFor(planned.after), ...productWrites(planned.version)];
  }
}

type Decided = { outcome: Planned["outcome"]; lines: ReportLine[]; writes: Write[] };

/** A product as it was read, refused where a row of it or something that it says is. */
export function entryOf(draft: Draft, faults: readonly ReportLine[]): Entry {
  const lines = [
    ...faults.map((line) => ({ ...line, subject: line.subject ?? draft.subject })),
    ...remarkLines(draft),
  ];
  return { draft, lines, isRefused: lines.some(({ level }) => level === "refused") };
}

function taxonomyOf(
  drafts: readonly Draft[],
  present: readonly ({ brand: string | null; type: string | null } | null)[],
) {
  const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === "string");
  return {
    brands: texts(drafts.map(({ fields }) => fields.brand)),
    types: [
      ...texts(drafts.map(({ fields }) => fields.type)),
      // Attributes that a file edits are judged by the type that the product has.
      ...texts(present.map((one) => one?.type)),
    ],
  };
}

function add(counts: Record<string, number>, name: string, count: number): void {
  if (count > 0) counts[name] = (counts[name] ?? 0) + count;
}

import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { JobFailure } from "./jobs/job-kind.ts";
import { media } from "./tables.ts";

/** `receiving`: its file is still on the way. Of the others `running` alone goes on by itself. */
export const JOB_STATUSES = ["receiving", "running", "done", "failed", "cancelled"] as const;

/** JOB-1 Work that takes longer than a request, slice by slice. Ended ones are forgotten after 30 days. */
export const job = sqliteTable(
  "job",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    /** What it is about, where only one of the kind may be under way for it. */
    subject: text(),
    status: text({ enum: JOB_STATUSES }).notNull(),
    /** How many slices were committed. NOT NULL is the guard: for a slice of another step it reads as null. */
    step: integer().notNull(),
    /** What was asked, as its kind reads it. */
    input: text({ mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Where the next slice begins, as its kind wrote it; null before the first. */
    cursor: text({ mode: "json" }).$type<unknown>(),
    counts: text({ mode: "json" }).$type<Readonly<Record<string, number>>>().notNull(),
    /** Of its kind's own units, such as bytes of a file. */
    done: integer().notNull(),
    total: integer(),
    /** How often the present slice failed. */
    tries: integer().notNull(),
    failure: text({ mode: "json" }).$type<JobFailure>(),
    reportLines: integer("report_lines").notNull(),
    reportBytes: integer("report_bytes").notNull(),
    /** Where the whole report lies in R2 once the job is done; until then it is in `job_report_part`. */
    reportKey: text("report_key"),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
    endedAtMs: integer("ended_at_ms"),
  },
  (table) => [
    index("job_newest").on(table.createdAtMs, table.id),
    index("job_under_way").on(table.updatedAtMs).where(sql`status IN ('receiving', 'running')`),
    index("job_ended").on(table.endedAtMs).where(sql`ended_at_ms IS NOT NULL`),
    uniqueIndex("job_subject").on(table.kind, table.subject).where(sql`status IN ('receiving', 'running')`),
  ],
);

/** Lines of a report (JSON Lines), those of one slice in a row, until the job is done. */
export const jobReportPart = sqliteTable(
  "job_report_part",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => job.id, { onDelete: "cascade" }),
    step: integer().notNull(),
    lines: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.step] })],
);

/** Parts of a file that a job makes, in R2, in the order in which they are read. */
export const jobFilePart = sqliteTable(
  "job_file_part",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => job.id, { onDelete: "cascade" }),
    step: integer().notNull(),
    key: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.step] })],
);

/** IMP-4 What a file named already, and where: a handle or SKU that stands in it twice is found across slices. */
export const jobClaim = sqliteTable(
  "job_claim",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => job.id, { onDelete: "cascade" }),
    /** `handle:…`, `sku:…` or `id:…`. */
    name: text().notNull(),
    row: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.name] })],
);

/** IMP-5 Which picture an address led to, so that a file that comes again fetches nothing again. */
export const pictureSource = sqliteTable("picture_source", {
  address: text().primaryKey(),
  mediaId: text("media_id")
    .notNull()
    .references(() => media.id),
  fetchedAtMs: integer("fetched_at_ms").notNull(),
});

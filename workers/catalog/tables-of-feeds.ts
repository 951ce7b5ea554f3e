import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { job } from "./tables-of-jobs.ts";

/** FED-1 Parts of the files that a job published, in R2, in the order in which they are read. They go with their job. */
export const feedPart = sqliteTable(
  "feed_part",
  {
    jobId: text("job_id")
      .notNull()
      .references(() => job.id, { onDelete: "cascade" }),
    step: integer().notNull(),
    file: text().notNull(),
    key: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.step] }),
    index("feed_part_file").on(table.jobId, table.file),
  ],
);

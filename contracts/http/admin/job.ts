import { z } from "zod";
import { idOf, orNull, Timestamp } from "../../wire.ts";

export const JobStatus = z.enum(["receiving", "running", "done", "failed", "cancelled"]).meta({
  id: "JobStatus",
  description:
    "`receiving`: its file is on the way. `running` goes on by itself. `failed` and `cancelled` ones can be resumed.",
});

export const JobId = idOf("job", "job_8k2m4q6s8v0x2z4b6d8f");

export const Job = z
  .strictObject({
    id: z.string(),
    kind: z.string().meta({ description: "What it does, such as `import_products`." }),
    status: JobStatus,
    input: z.record(z.string(), z.unknown()).meta({ description: "What was asked, such as `format`." }),
    progress: z.strictObject({
      done: z.int().min(0),
      total: orNull(z.int().min(0)).meta({ description: "Null where nobody knows yet." }),
    }),
    counts: z.record(z.string(), z.int()).meta({
      description: "What came of it so far, such as `created`, `changed`, `unchanged` and `refused`.",
    }),
    failure: orNull(z.strictObject({ code: z.string(), detail: z.string() })).meta({
      description: "Why it can't go on.",
    }),
    report_lines: z.int().min(0).meta({ description: "How many lines `…/report` has." }),
    created_by: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
    ended_at: orNull(Timestamp),
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof Job>;

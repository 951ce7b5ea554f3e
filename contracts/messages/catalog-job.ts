import { z } from "zod";

/**
 * On `catalog-jobs`: run this slice of a job. It may come twice, late or not at all: a slice that was run already is
 * known by its number, and a job that stands still is nudged with another message.
 */
export const CatalogJob = z.object({
  kind: z.literal("slice"),
  job_id: z.string().regex(/^job_[0-9a-hjkmnp-tv-z]{20}$/),
  step: z.int().min(0),
});
export type CatalogJob = z.infer<typeof CatalogJob>;

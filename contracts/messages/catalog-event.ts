import { z } from "zod";

/**
 * On `catalog-events`: something was committed to the catalog. It says no more, since the change feed
 * (`catalog_change`) is the outbox and each consumer follows it from its own cursor: a message that is lost, doubled or
 * late changes nothing but how soon.
 */
export const CatalogEvent = z.object({ kind: z.literal("nudge") });
export type CatalogEvent = z.infer<typeof CatalogEvent>;

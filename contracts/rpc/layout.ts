import { z } from "zod";

export const Jurisdiction = z.enum(["eu", "fedramp"]).nullable();
export const LocationHint = z
  .enum(["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"])
  .nullable();

/** Which partitions exist: the one versioned record that every isolate memoes and no configuration repeats. */
export const LayoutRecord = z.object({
  version: z.int().min(1),
  /** Key of the permutation that makes order numbers; chosen at install, never changed. Four 24-bit words. */
  orderNumberKey: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  stockPartitions: z.int().min(1).max(255),
  placements: z
    .array(
      z.object({
        placement: z.int().min(0).max(15),
        name: z.string(),
        jurisdiction: Jurisdiction,
        locationHint: LocationHint,
        generations: z.array(
          z.object({
            generation: z.int().min(1).max(127),
            partitions: z.int().min(1).max(255),
            openedAtMs: z.int(),
            closedAtMs: z.int().nullable(),
          }),
        ),
      }),
    )
    .min(1),
});
export type LayoutRecord = z.infer<typeof LayoutRecord>;

export const InstallLayout = z.object({
  stockPartitions: z.int().min(1).max(255),
  ordersPartitions: z.int().min(1).max(255),
});
export type InstallLayout = z.infer<typeof InstallLayout>;

export const OpenGeneration = z.object({
  placement: z.int().min(0).max(15),
  generation: z.int().min(2).max(127),
  partitions: z.int().min(1).max(255),
});
export type OpenGeneration = z.infer<typeof OpenGeneration>;

/** The `Layout` object as its callers see it. Units: milliseconds since the epoch. */
export interface LayoutRpc {
  /** The record, or null before the shop was set up. */
  current(): Promise<LayoutRecord | null>;
  /** Creates and warms the first partitions. With a layout in place: that layout, unchanged. */
  install(ask: InstallLayout): Promise<LayoutRecord>;
  /** Creates and warms the next generation, then closes the one before. `not_next` when it is neither present nor next. */
  openGeneration(
    ask: OpenGeneration,
  ): Promise<{ kind: "opened"; layout: LayoutRecord } | { kind: "not_next"; layout: LayoutRecord }>;
}

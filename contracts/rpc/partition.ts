import { z } from "zod";
import { Jurisdiction, LocationHint } from "./layout.ts";

/** What opening a partition tells it. It is stored there; nothing about a partition comes from configuration. */
export const OpenPartition = z.object({
  layoutVersion: z.int().min(1),
  placement: z.int().min(0).max(15),
  generation: z.int().min(0).max(127),
  partition: z.int().min(0).max(255),
  orderNumberKey: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  /** Where it lives, and where it makes objects of its own. */
  where: z.object({ jurisdiction: Jurisdiction, locationHint: LocationHint }),
});
export type OpenPartition = z.infer<typeof OpenPartition>;

export type PartitionState = {
  name: string;
  state: "open" | "closed";
  layoutVersion: number;
  epoch: number;
  databaseBytes: number;
  alarmAtMs: number | null;
  parked: { kind: string; subject: string; attempts: number; error: string }[];
};

/** What every partition answers, whatever it keeps. Called by the `Layout` object and by staff, never by traffic. */
export interface PartitionRpc {
  /** Creates the tables, once. A repeated call changes nothing. */
  open(ask: OpenPartition): Promise<void>;
  /** Takes no new records from now on; answers for what it has for ever. */
  close(ask: { layoutVersion: number }): Promise<void>;
  describe(): Promise<PartitionState>;
  /** Makes parked work due again, as if it had never failed. */
  retryParked(): Promise<void>;
}

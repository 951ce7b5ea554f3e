import type { Flow } from "../load/flow.ts";
import type { Tally } from "../load/visitors.ts";

/** What a run left behind, for the check that it was right as well as fast. */
export type Outcome = { tally: Tally; samples: Record<string, string>[] };

/** One thing that is measured. */
export type Scenario = {
  name: string;
  /** As the table says it. */
  title: string;
  /** Which of the running systems it asks, and at which of its Workers. */
  system: "bare" | "souk";
  worker: string;
  /** Names of the scenarios it is held against, the most telling one first. */
  references: string[];
  /** Made before each run, outside the measured section, for at most so many visits. */
  prepare(visitsMax: number): Promise<Flow> | Flow;
  /** How many of what its references do once one visit does; 1 if not said. */
  doesTimes?: number;
  /** Other than the run's, where the scenario is about how many come at once. */
  connections?: number;
  /** Measured only when it is named, or with its group: `npm run bench -- stock`. */
  group?: "stock";
  /** Whether each visit uses something up that was prepared, so that preparing costs time. */
  usesUp?: boolean;
  /** What is wrong after a run; nothing when it was right. Waits until what the run set in motion has ended. */
  verify?(outcome: Outcome): Promise<string[]>;
  /** Also measured at half of its rate with visitors arriving at random. */
  isTimed?: boolean;
};

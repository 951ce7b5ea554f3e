import { parseArgs } from "node:util";
import { Stop } from "../tools/stop.ts";

const GROUPS = ["stock", "catalog", "search"] as const;
type Group = (typeof GROUPS)[number];

/** How a benchmark is run. */
export type BenchOptions = {
  /** Scenarios to measure, with what they are held against; all of them when empty. */
  only: string[];
  /** A group of scenarios that are measured only when asked for. */
  group: Group | null;
  /** Of one measured run. */
  seconds: number;
  connections: number;
  rounds: number;
  /** Where to write everything that was measured, beside what is printed. */
  json: string | null;
  /** Record a CPU profile of this scenario instead of measuring. */
  profile: string | null;
};

const USAGE =
  "Usage: npm run bench -- [stock|catalog|search] [--only name[,name…]] [--seconds n] [--connections n] [--rounds n] [--json file] [--profile name]";

export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const [named = null, ...more] = positionals;
  const group = GROUPS.find((known) => known === named) ?? null;
  if (group !== named || more.length > 0)
    throw new Stop(`There is no "${positionals.join(" ")}" to measure.\n${USAGE}`);
  return {
    only: values.only?.flatMap((names) => names.split(",")) ?? [],
    group,
    seconds: positive(values.seconds, 1.5),
    connections: positive(values.connections, 64),
    rounds: positive(values.rounds, 3),
    json: values.json ?? null,
    profile: values.profile ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: "string", multiple: true },
        seconds: { type: "string" },
        connections: { type: "string" },
        rounds: { type: "string" },
        json: { type: "string" },
        profile: { type: "string" },
      },
    });
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function positive(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0)) throw new Stop(`"${text}" is not a positive number.\n${USAGE}`);
  return value;
}

import { generateSQLiteDrizzleJson } from "drizzle-kit/api";

type Schema = Awaited<ReturnType<typeof generateSQLiteDrizzleJson>>;

/** Whether the tables in code are those that the newest migration left behind. `snapshot` is drizzle-kit's. */
export async function isMigrated(tables: Record<string, unknown>, snapshot: unknown): Promise<boolean> {
  return shapeOf(await generateSQLiteDrizzleJson(tables)) === shapeOf(snapshot as Schema);
}

/** All but the ids that tell snapshots apart, whatever the order of keys. */
function shapeOf({ tables, views, enums }: Schema): string {
  return JSON.stringify(sorted({ tables, views, enums }));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}

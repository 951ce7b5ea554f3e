import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { commitSurely } from "./commit-surely.ts";

/** A database whose batches end so. */
const ending = (batch: () => Promise<unknown>) => {
  const statement = { bind: () => statement };
  return { prepare: () => statement, batch } as unknown as D1Database;
};
const refuse = (message: string) => ending(() => Promise.reject(new Error(message)));
const WRITES = [sql`DELETE FROM job`];

it("says nothing of writes that took effect", async () => {
  await expect(
    commitSurely(
      ending(async () => []),
      WRITES,
    ),
  ).resolves.toBeUndefined();
});

it("throws what no constraint should have refused, and what went wrong otherwise", async () => {
  const refused = commitSurely(
    refuse("D1_ERROR: UNIQUE constraint failed: job.id: SQLITE_CONSTRAINT"),
    WRITES,
  );
  await expect(refused).rejects.toThrow("refused by unique of job.id");
  await expect(commitSurely(refuse("Network connection lost"), WRITES)).rejects.toThrow("connection lost");
});

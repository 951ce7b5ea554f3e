import { describe, expect, it } from "vitest";
import { Disk } from "./disk.ts";
import { SimulatedSql } from "./sql-storage.ts";

const never = () => null;

function withNotes(): { disk: Disk; sql: SimulatedSql; notes: () => unknown[] } {
  const disk = new Disk();
  const sql = new SimulatedSql(disk);
  sql.exec("CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT)");
  disk.commit();
  const notes = () =>
    sql
      .exec("SELECT id FROM note ORDER BY id")
      .toArray()
      .map(({ id }) => id);
  return { disk, sql, notes };
}

function write(sql: SimulatedSql, id: string): void {
  sql.exec("INSERT INTO note (id, body) VALUES (?, ?)", id, "x");
}

describe("a transaction", () => {
  it("is undone by a throw, which undoes nothing around it", () => {
    const { disk, sql, notes } = withNotes();
    disk.transaction(() => {
      write(sql, "outer");
      const inner = () =>
        disk.transaction(() => {
          write(sql, "inner");
          disk.transaction(() => write(sql, "innermost"), never);
          throw new Error("only the inner one");
        }, never);
      expect(inner).toThrow("only the inner one");
      write(sql, "after");
    }, never);
    disk.commit();
    disk.rollback();
    expect(notes()).toEqual(["after", "outer"]);
  });

  it("undoes the alarm that was set in it", () => {
    const { disk } = withNotes();
    disk.alarmAtMs = 5;
    const failing = () =>
      disk.transaction(() => {
        disk.alarmAtMs = 7;
        throw new Error("no");
      }, never);
    expect(failing).toThrow("no");
    expect(disk.alarmAtMs).toBe(5);
  });

  it("that is struck by a fault at its end leaves nothing", () => {
    const { disk, sql, notes } = withNotes();
    const struck = () =>
      disk.transaction(
        () => {
          write(sql, "a");
          disk.transaction(
            () => write(sql, "b"),
            (depth) => (depth === 1 ? new Error("struck") : null),
          );
        },
        (depth) => (depth === 1 ? new Error("struck") : null),
      );
    expect(struck).toThrow("struck");
    disk.commit();
    expect(notes()).toEqual([]);
  });
});

describe("a rollback", () => {
  it("takes back all since the last commit, the alarm too, in transactions or not", () => {
    const { disk, sql, notes } = withNotes();
    write(sql, "kept");
    disk.alarmAtMs = 1;
    disk.commit();
    write(sql, "bare");
    disk.transaction(() => write(sql, "in one"), never);
    disk.alarmAtMs = 2;
    disk.rollback();
    expect(notes()).toEqual(["kept"]);
    expect(disk.alarmAtMs).toBe(1);
  });
});

describe("a query", () => {
  it("counts the rows it wrote, and none for those that it left as they were", () => {
    const { sql } = withNotes();
    const upsert =
      "INSERT INTO note (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2 WHERE body <> ?2";
    expect(sql.exec(upsert, "a", "x").rowsWritten).toBe(1);
    expect(sql.exec(upsert, "a", "x").rowsWritten).toBe(0);
    expect(sql.exec("UPDATE note SET body = 'y' RETURNING id").rowsWritten).toBe(1);
    expect(sql.exec("CREATE TABLE other (id INTEGER PRIMARY KEY)").rowsWritten).toBe(0);
  });

  it("answers once with each row", () => {
    const { sql } = withNotes();
    for (const id of ["a", "b", "c"]) write(sql, id);
    const cursor = sql.exec("SELECT id FROM note ORDER BY id");
    expect(cursor.next().value).toEqual({ id: "a" });
    expect(cursor.toArray()).toEqual([{ id: "b" }, { id: "c" }]);
    expect(cursor.toArray()).toEqual([]);
    expect(cursor.columnNames).toEqual(["id"]);
    expect([...sql.exec("SELECT id FROM note ORDER BY id").raw()]).toEqual([["a"], ["b"], ["c"]]);
  });

  it("has one row where one is expected, or fails", () => {
    const { sql } = withNotes();
    expect(() => sql.exec("SELECT id FROM note").one()).toThrow("exactly one");
    write(sql, "a");
    expect(sql.exec("SELECT id FROM note").one()).toEqual({ id: "a" });
    write(sql, "b");
    expect(() => sql.exec("SELECT id FROM note").one()).toThrow("exactly one");
  });

  it.each([
    ["BEGIN", []],
    ["PRAGMA user_version", []],
    ["SELECT 1; SELECT 2", []],
    ["SELECT ?", [true]],
    ["SELECT ?", [undefined]],
    [`SELECT ${Array(101).fill("?").join()}`, Array(101).fill(1)],
  ])("is refused as on the platform, or loudly where it is not simulated: %s", (query, bindings) => {
    expect(() => withNotes().sql.exec(query, ...(bindings as []))).toThrow();
  });
});

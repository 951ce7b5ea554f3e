import { count } from "./tally.ts";

const NATIVE = Symbol("native");
type Counted = D1PreparedStatement & { [NATIVE]: D1PreparedStatement };

/** The database with its round trips counted: a batch is one, however many statements it holds. */
export function countD1(name: string, database: D1Database): D1Database {
  return new Proxy(database, {
    get(target, property) {
      if (property === "prepare") return (sql: string) => countStatement(name, sql, target.prepare(sql));
      if (property === "batch") {
        return (statements: Counted[]) => {
          count(`${name} d1 batches`);
          count(`${name} d1 statements`, statements.length);
          return target.batch(statements.map((statement) => statement[NATIVE] ?? statement));
        };
      }
      const value = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const RUNS = ["first", "all", "run", "raw"];

function countStatement(name: string, sql: string, statement: D1PreparedStatement): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, property) {
      if (property === NATIVE) return target;
      if (property === "bind") {
        return (...values: unknown[]) => countStatement(name, sql, target.bind(...values));
      }
      const value = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      if (RUNS.includes(String(property)))
        count(`${name} d1 ${/^\s*(select|with)/i.test(sql) ? "reads" : "writes"}`);
      return value.bind(target);
    },
  });
}

/** What objects of a test wrote: rows as they are billed (index entries count), and commits. */
export const written = { rows: 0, commits: 0 };

/** Counts what an object writes; call before anything else gets hold of its storage. */
export function countStorage(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const transactionSync = storage.transactionSync.bind(storage);
  let depth = 0;
  const counted = new Proxy(sql, {
    get(target, name) {
      if (name !== "exec") return Reflect.get(target, name, target);
      return (query: string, ...values: unknown[]) => {
        const cursor = exec(query, ...values);
        if (/^\s*(insert|update|delete)/i.test(query)) written.rows += cursor.rowsWritten;
        return cursor;
      };
    },
  });
  Object.defineProperty(storage, "sql", { value: counted });
  Object.defineProperty(storage, "transactionSync", {
    value<Value>(work: () => Value): Value {
      if (depth === 0) written.commits += 1;
      depth += 1;
      try {
        return transactionSync(work);
      } finally {
        depth -= 1;
      }
    },
  });
}

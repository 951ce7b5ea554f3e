/** The power goes, just before a write or just after it. */
export class PowerCut extends Error {
  override readonly name = "PowerCut";
}

export type Cut = { call: number; when: "before" | "after" };

/**
 * A database that is cut off at its n-th batch, before it was written or after, when nobody learns any more that it was.
 * `calls` counts how many there were.
 */
export function failingDatabase(
  database: D1Database,
  cut: Cut | null,
): { database: D1Database; calls(): number } {
  let calls = 0;
  let isCut = false;
  const failing = new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      if (name !== "batch") return value.bind(target);
      return async (statements: D1PreparedStatement[]) => {
        if (isCut) throw new PowerCut("the power is off");
        calls += 1;
        if (cut?.call === calls && cut.when === "before") {
          isCut = true;
          throw new PowerCut("the power goes");
        }
        const results = await target.batch(statements);
        if (cut?.call === calls) {
          isCut = true;
          throw new PowerCut("the power goes");
        }
        return results;
      };
    },
  });
  return { database: failing, calls: () => calls };
}

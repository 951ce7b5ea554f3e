import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** Every database has migrations, and everything stored has one owner: nobody else's table is read or written. */
export function checkStorage({ workers, migrations }: ShopWiring): Finding[] {
  const databases = workers.flatMap(({ file, config }) =>
    config.d1_databases.map((database) => ({ file, ...database })),
  );
  const unmigrated = databases.flatMap(({ file, database_name, migrations_dir }) => {
    const files = migrations.get(database_name);
    if (files?.some((name) => name.endsWith(".sql"))) return [];
    return [
      {
        file,
        rule: `the database "${database_name}" has no migrations in "${migrations_dir ?? "(no migrations_dir)"}"`,
        todo: "point migrations_dir at its folder in migrations/",
      },
    ];
  });

  const stored = [
    ...databases.map(({ file, database_id }) => ({ file, what: `database ${database_id}` })),
    ...databases.map(({ file, database_name }) => ({ file, what: `database "${database_name}"` })),
    ...workers.flatMap(({ file, config }) =>
      config.r2_buckets.map(({ bucket_name }) => ({ file, what: `bucket "${bucket_name}"` })),
    ),
  ];
  const shared = [...Map.groupBy(stored, ({ what }) => what)].flatMap(([what, owners]) =>
    owners.slice(1).map(({ file }) => ({
      file,
      rule: `the ${what} is bound by ${owners[0]?.file} too`,
      todo: "one Worker owns it; the others ask that one",
    })),
  );
  return [...unmigrated, ...shared];
}

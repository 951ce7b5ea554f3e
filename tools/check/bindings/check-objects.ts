import type { WorkerConfig } from "../../configs/worker-config.ts";
import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

/** Every durable object keeps its state in SQLite, and the script that holds them calls nobody. */
export function checkObjects({ workers }: ShopWiring): Finding[] {
  const hosts = workers.filter(({ config }) => config.migrations.length > 0);
  const bound = workers.flatMap(({ file, config }) =>
    config.durable_objects.bindings.map(({ class_name, script_name = config.name }) => ({
      file,
      owner: script_name,
      name: class_name,
    })),
  );

  const notSqlite = bound.flatMap(({ file, owner, name }) => {
    const host = hosts.find(({ config }) => config.name === owner);
    if (host && sqliteClasses(host.config).includes(name)) return [];
    return [
      {
        file,
        rule: `${owner} has no SQLite class "${name}"`,
        todo: `name it in new_sqlite_classes of a new [[migrations]] of ${host?.file ?? owner}`,
      },
    ];
  });
  const keyValue = hosts.flatMap(({ file, config }) =>
    config.migrations
      .flatMap(({ new_classes }) => new_classes)
      .map((name) => ({
        file,
        rule: `"${name}" is made without SQLite`,
        todo: "use new_sqlite_classes: group commit and point-in-time recovery need it",
      })),
  );
  const callers = hosts
    .filter(({ config }) => config.services.length > 0)
    .map(({ file }) => ({
      file,
      rule: "the object script has service bindings",
      todo: "an object decides and answers with what to do next; let its caller do it",
    }));
  return [...notSqlite, ...keyValue, ...callers];
}

/** The classes that exist once all migrations have run. */
function sqliteClasses({ migrations }: WorkerConfig): string[] {
  let classes: string[] = [];
  for (const { new_sqlite_classes, renamed_classes, deleted_classes } of migrations) {
    classes = [...classes, ...new_sqlite_classes]
      .map((name) => renamed_classes.find(({ from }) => from === name)?.to ?? name)
      .filter((name) => !deleted_classes.includes(name));
  }
  return classes;
}

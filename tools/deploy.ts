import { dryRun } from "./deploy/dry-run.ts";
import { projectRoot } from "./project-root.ts";
import { reportAndFail, Stop } from "./stop.ts";

const NOT_YET = `Deploying for real is not built yet. It will do this in one go, and can be run again:
make the databases, buckets, namespaces and queues; set the secrets; apply the migrations; deploy the Workers in the
order of their bindings, in production mode; create the partitions; and print the address and the first keys.

What can be proved without an account: npm run deploy -- --dry-run`;

async function main(args: readonly string[]): Promise<void> {
  const [flag, ...rest] = args;
  if (flag === undefined) throw new Stop(NOT_YET);
  if (flag !== "--dry-run" || rest.length > 0) throw new Stop("Usage: npm run deploy -- --dry-run");
  await dryRun(projectRoot);
}

await main(process.argv.slice(2)).catch(reportAndFail);

import type { WorkerConfig } from "../configs/worker-config.ts";

/** What a Worker is bound to, in a few words: `2 objects, 1 database, 1 bucket`. */
export function describeBindings(config: WorkerConfig): string {
  const counts: [number, string, string][] = [
    [config.services.length, "service", "services"],
    [config.durable_objects.bindings.length, "object", "objects"],
    [config.d1_databases.length, "database", "databases"],
    [config.kv_namespaces.length, "namespace", "namespaces"],
    [config.r2_buckets.length, "bucket", "buckets"],
    [config.queues.producers.length, "queue out", "queues out"],
    [config.queues.consumers.length, "queue in", "queues in"],
    [config.triggers.crons.length, "cron", "crons"],
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(", ");
}

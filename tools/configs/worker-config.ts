import { z } from "zod";

const Consumer = z.object({
  queue: z.string(),
  max_batch_size: z.int().optional(),
  max_batch_timeout: z.int().optional(),
  max_retries: z.int().optional(),
  dead_letter_queue: z.string().optional(),
});

const Migration = z.object({
  tag: z.string(),
  new_sqlite_classes: z.array(z.string()).default([]),
  new_classes: z.array(z.string()).default([]),
  renamed_classes: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
  deleted_classes: z.array(z.string()).default([]),
});

const Cache = z.object({ enabled: z.boolean() });

/** What our tools read of a wrangler config, as wrangler itself understands it. */
export const WorkerConfig = z.object({
  name: z.string(),
  /** Absolute. */
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  workers_dev: z.boolean().optional(),
  preview_urls: z.boolean().optional(),
  route: z.unknown().optional(),
  routes: z.array(z.unknown()).default([]),
  services: z
    .array(z.object({ binding: z.string(), service: z.string(), entrypoint: z.string().optional() }))
    .default([]),
  durable_objects: z
    .object({
      bindings: z
        .array(z.object({ name: z.string(), class_name: z.string(), script_name: z.string().optional() }))
        .default([]),
    })
    .default({ bindings: [] }),
  migrations: z.array(Migration).default([]),
  queues: z
    .object({
      producers: z.array(z.object({ binding: z.string(), queue: z.string() })).default([]),
      consumers: z.array(Consumer).default([]),
    })
    .default({ producers: [], consumers: [] }),
  d1_databases: z
    .array(
      z.object({
        binding: z.string(),
        database_name: z.string(),
        database_id: z.string(),
        migrations_dir: z.string().optional(),
      }),
    )
    .default([]),
  kv_namespaces: z.array(z.object({ binding: z.string() })).default([]),
  r2_buckets: z
    .array(z.object({ binding: z.string(), bucket_name: z.string(), jurisdiction: z.string().optional() }))
    .default([]),
  triggers: z.object({ crons: z.array(z.string()).default([]) }).default({ crons: [] }),
  cache: Cache.optional(),
  exports: z.record(z.string(), z.object({ cache: Cache.optional() })).default({}),
});
export type WorkerConfig = z.infer<typeof WorkerConfig>;

/** A Worker of ours: its config, where that lies, and what wrangler had to say about it. */
export type Worker = { file: string; config: WorkerConfig; warnings: string[] };

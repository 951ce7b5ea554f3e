import { type Worker, WorkerConfig } from "./worker-config.ts";

type Fields = Partial<Record<keyof WorkerConfig, unknown>>;

/** A Worker with as little as a Worker can have; `fields` are those of its config. */
export function worker(name: string, fields: Fields = {}): Worker {
  const config = WorkerConfig.parse({
    name: `souk-${name}`,
    main: `/shop/workers/${name}/index.ts`,
    compatibility_date: "2026-09-18",
    compatibility_flags: ["nodejs_compat"],
    workers_dev: false,
    preview_urls: false,
    ...fields,
  });
  const file = name === "gateway" ? "wrangler.toml" : `workers/${name}/wrangler.toml`;
  return { file, config, warnings: [] };
}

export const service = (name: string, entrypoint?: string) => ({
  binding: `${name}_${entrypoint ?? "fetch"}`.toUpperCase(),
  service: `souk-${name}`,
  ...(entrypoint === undefined ? {} : { entrypoint }),
});

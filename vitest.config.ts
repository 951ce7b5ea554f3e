import { join } from "node:path";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { recordedSeeds } from "./tests/objects/replay/recorded-seeds.ts";

export default defineConfig({
  test: {
    // Tests provoke failures on purpose; what the Workers log is shown where a test fails.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{domain,contracts,platform,workers,tools,bench,tests/linearizability,tests/search}/**/*.test.ts",
          ],
        },
      },
      {
        resolve: {
          alias: {
            "cloudflare:workers": join(import.meta.dirname, "tests/simulation/runtime/cloudflare-workers.ts"),
          },
        },
        test: {
          name: "simulation",
          include: ["tests/simulation/**/*.test.ts"],
        },
      },
      {
        plugins: [
          recordedSeeds(),
          cloudflareTest({ wrangler: { configPath: "./tests/objects/wrangler.toml" } }),
        ],
        test: {
          name: "objects",
          include: ["{durable-objects,tests/objects}/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

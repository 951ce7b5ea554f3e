import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --config workers/catalog/drizzle.config.ts` at the root writes the next migration. */
export default defineConfig({
  dialect: "sqlite",
  driver: "d1-http",
  schema: ["./workers/catalog/tables*.ts", "./platform/d1/idempotency-table.ts"],
  out: "./migrations/catalog",
});

import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --config workers/identity/drizzle.config.ts` writes the next migration. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./workers/identity/tables.ts",
  out: "./migrations/identity",
});

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./workers/orders/tables.ts",
  out: "./migrations/orders",
});

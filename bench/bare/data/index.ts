import { WorkerEntrypoint } from "cloudflare:workers";

type Env = { DB: D1Database };
type Announced = { key: string; body: string };

export class BareData extends WorkerEntrypoint<Env> {
  /** What a cart shows: an isolate's memory. */
  async remembered(): Promise<string> {
    return "x".repeat(300);
  }

  /** What is charged: one row of the database, now. */
  async read(id: string): Promise<string | null> {
    return this.env.DB.prepare("SELECT body FROM price WHERE id = ?").bind(id).first<string>("body");
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),

  async queue(batch: MessageBatch<Announced>, env: Env): Promise<void> {
    await env.DB.prepare(
      "INSERT INTO sold SELECT value ->> 'key', value ->> 'body' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
    )
      .bind(JSON.stringify(batch.messages.map(({ body }) => body)))
      .run();
  },
} satisfies ExportedHandler<Env, Announced>;

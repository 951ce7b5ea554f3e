import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitTogether } from "../../platform/d1/commit-together.ts";
import type { CatalogEnv } from "../../workers/catalog/env.ts";
import { runSlice } from "../../workers/catalog/jobs/run-slice.ts";
import { jobWrites, newJob } from "../../workers/catalog/jobs/start-job.ts";
import { type Cut, failingDatabase } from "../support/catalog/failing-database.ts";
import { endOf, importFile, readJob, sendFile, shopState } from "../support/catalog/import-file.ts";
import { type Catalog, startCatalog } from "../support/catalog/start-catalog.ts";

const STILL_MS = 5_000;
let catalog: Catalog;
beforeAll(async () => {
  catalog = await startCatalog({}, "in reach", { JOB_STILL_MS: String(STILL_MS) });
});
afterAll(() => catalog?.close());

function fileOf(name: string, products: number): string {
  const line = (n: number) =>
    JSON.stringify({
      handle: `${name}-${n}`,
      title: `Product ${n}`,
      status: "active",
      brand_title: `${name} brand ${n % 3}`,
      variants: [{ sku: `${name}-${n}`, title: "One", prices: [{ amount: 100 + n, currency: "EUR" }] }],
    });
  return Array.from({ length: products }, (_, n) => line(n)).join("\n");
}
const state = async (name: string) =>
  (await shopState(catalog))
    .filter(({ handle }) => String(handle).startsWith(`${name}-`))
    .map((product) => JSON.parse(JSON.stringify(product).replaceAll(name, "x")) as unknown);

let made = 0;
/** A job whose messages nobody sends: it does what it is told, step by step. */
async function quietImport(name: string, text: string): Promise<string> {
  made += 1;
  const key = `jobs/quiet-${made}/file`;
  await catalog.env.FILES.put(key, text);
  const input = { format: "souk-jsonl", dry_run: false, file_key: key };
  const job = newJob({ kind: "import_products", input, actorId: `key_${name}` }, Date.now() + 600_000);
  await commitTogether(catalog.env.DB, jobWrites(job));
  return job.id;
}

/** Runs slices as the consumer does, until the job is over. `cut` hits the first run alone: then the power is back. */
async function runAll(id: string, cut: Cut | null): Promise<number> {
  const { database, calls } = failingDatabase(catalog.env.DB, cut);
  let env: CatalogEnv = { ...catalog.env, DB: database, IMPORT_SLICE_PRODUCTS: "2" };
  for (let runs = 0; runs < 30; runs += 1) {
    const { status, step } = await stepOf(id);
    if (status !== "running") return calls();
    try {
      await runSlice(env, id, step);
    } catch {
      env = { ...env, DB: catalog.env.DB };
    }
  }
  throw new Error("the job does not end");
}

async function stepOf(id: string): Promise<{ status: string; step: number }> {
  const row = await catalog.env.DB.prepare("SELECT status, step FROM job WHERE id = ?").bind(id).first();
  return row as { status: string; step: number };
}

describe("a job", () => {
  it("that dies between any two writes ends as if it had not", async () => {
    const products = 3;
    const plain = await quietImport("plain", fileOf("plain", products));
    const calls = await runAll(plain, null);
    const expected = { state: await state("plain"), job: await readJob(catalog, plain) };
    expect(expected.job.counts).toEqual({ created: products });
    expect(expected.state).toHaveLength(products);
    expect(calls).toBeGreaterThan(8);

    const cuts: Cut[] = Array.from({ length: calls }, (_, n) => n + 1).flatMap((call) => [
      { call, when: "before" },
      { call, when: "after" },
    ]);
    for (const cut of cuts) {
      const name = `cut${cut.call}${cut.when}`;
      const id = await quietImport(name, fileOf(name, products));
      await runAll(id, cut);
      const { counts, progress, report_lines } = await readJob(catalog, id);
      expect({ counts, report_lines }, name).toEqual({ counts: { created: products }, report_lines: 0 });
      expect(progress.done, name).toBe(progress.total);
      expect(await state(name), name).toEqual(expected.state);
    }
  });

  it("whose messages come twice, late and out of order does everything once", async () => {
    const text = fileOf("twice", 200);
    const { id } = await sendFile(catalog, "souk-jsonl", text);
    for (let n = 0; n < 20; n += 1) {
      const { step } = await stepOf(id);
      await catalog.env.JOBS.send({ kind: "slice", job_id: id, step: (step + (n % 3) - 1 + 5) % 5 });
    }
    const { job } = await endOf(catalog, id);
    expect(job).toMatchObject({ status: "done", counts: { created: 200 } });
    expect(await state("twice")).toHaveLength(200);
    const versions = await catalog.count(
      "SELECT count(*) AS n FROM catalog_change WHERE kind = 'product' AND entity_id IN (SELECT id FROM product WHERE handle LIKE 'twice-%')",
    );
    expect(versions).toBe(200);
  });

  it("writes nothing from the moment on in which it is cancelled, and goes on where it was when it is resumed", async () => {
    const products = 400;
    const { id } = await sendFile(catalog, "souk-jsonl", fileOf("stop", products));
    while ((await readJob(catalog, id)).progress.done === 0) await wait(5);
    const cancelled = await catalog.ask(`/v1/admin/jobs/${id}/cancel`, { method: "POST" });
    expect(await cancelled.json()).toMatchObject({ status: "cancelled" });
    const made = await catalog.count("SELECT count(*) AS n FROM product WHERE handle LIKE 'stop-%'");
    await wait(300);
    expect(await catalog.count("SELECT count(*) AS n FROM product WHERE handle LIKE 'stop-%'")).toBe(made);
    expect(made).toBeLessThan(products);
    expect((await catalog.ask(`/v1/admin/jobs/${id}/cancel`, { method: "POST" })).status).toBe(200);

    const resumed = await catalog.ask(`/v1/admin/jobs/${id}/resume`, { method: "POST" });
    expect(await resumed.json()).toMatchObject({ status: "running", ended_at: null });
    const { job } = await endOf(catalog, id);
    expect(job).toMatchObject({ status: "done", counts: { created: products } });
    for (const action of ["cancel", "resume"]) {
      expect((await catalog.ask(`/v1/admin/jobs/${id}/${action}`, { method: "POST" })).status).toBe(409);
    }
  });

  it("whose message was lost goes on when cron finds it standing still", async () => {
    const id = await quietImport("lost", fileOf("lost", 3));
    await catalog.env.DB.prepare("UPDATE job SET updated_at_ms = ? WHERE id = ?")
      .bind(Date.now() - STILL_MS - 1, id)
      .run();
    await catalog.scheduled({ cron: "* * * * *" });
    expect((await endOf(catalog, id)).job).toMatchObject({ status: "done", counts: { created: 3 } });
  });

  it("whose message was lost goes on when somebody asks for it", async () => {
    const id = await quietImport("asked", fileOf("asked", 3));
    await catalog.env.DB.prepare("UPDATE job SET updated_at_ms = ? WHERE id = ?")
      .bind(Date.now() - STILL_MS - 1, id)
      .run();
    expect((await endOf(catalog, id)).job).toMatchObject({ status: "done", counts: { created: 3 } });
  });

  it("of a kind that nobody knows fails and says so, and so does one without its file", async () => {
    const nowMs = Date.now();
    const strange = newJob({ kind: "paint_products", input: {}, actorId: "key_1" }, nowMs);
    const empty = newJob(
      {
        kind: "import_products",
        input: { format: "shopify", dry_run: false, file_key: "jobs/no/where" },
        actorId: "key_1",
      },
      nowMs,
    );
    await commitTogether(catalog.env.DB, [...jobWrites(strange), ...jobWrites(empty)]);
    await runSlice(catalog.env, strange.id, 0);
    await runSlice(catalog.env, empty.id, 0);
    expect((await readJob(catalog, strange.id)).failure).toMatchObject({ code: "unknown_kind" });
    expect((await readJob(catalog, empty.id)).failure).toMatchObject({ code: "file_missing" });
  });

  it("that fails again and again is tried later each time, then waits for a person", async () => {
    const id = await quietImport("bad", fileOf("bad", 2));
    const FILES = { head: () => Promise.reject(new Error("the bucket is broken")) } as unknown as R2Bucket;
    const pauses: unknown[] = [];
    for (let tries = 0; tries < 8; tries += 1) pauses.push(await runSlice({ ...catalog.env, FILES }, id, 0));
    expect(pauses).toEqual([
      ...[2, 4, 8, 16, 32, 60, 60].map((afterS) => ({ kind: "again", step: 0, afterS })),
      { kind: "over" },
    ]);
    const { failure, status } = await readJob(catalog, id);
    expect({ failure, status }).toMatchObject({ status: "failed", failure: { code: "internal_error" } });
    await catalog.ask(`/v1/admin/jobs/${id}/resume`, { method: "POST" });
    expect((await endOf(catalog, id)).job).toMatchObject({
      status: "done",
      failure: null,
      counts: { created: 2 },
    });
  });

  it("is listed, newest first, by status and kind", async () => {
    const { job } = await importFile(catalog, "souk-jsonl", fileOf("listed", 1));
    const list = async (query: string) =>
      (await (await catalog.ask(`/v1/admin/jobs?${query}`)).json()) as {
        data: { id: string; status: string }[];
        next_cursor: string | null;
      };
    const first = await list("limit=2&status=done&kind=import_products");
    expect(first.data).toHaveLength(2);
    expect(first.data.every(({ status }) => status === "done")).toBe(true);
    const second = await list(`limit=2&status=done&kind=import_products&cursor=${first.next_cursor}`);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(4);
    const all = await list("limit=100");
    expect(all.data.map(({ id }) => id)).toContain(job.id);
    expect((await list("kind=nothing")).data).toEqual([]);
    expect((await catalog.ask("/v1/admin/jobs/job_00000000000000000000")).status).toBe(404);
  });
});

describe("a report", () => {
  const BAD = '{"handle":"=cmd","title":"x"}\n'.repeat(3);

  it("is the same while the job can go on and when it is done, as JSON Lines and as a table", async () => {
    const { job, report } = await importFile(catalog, "souk-jsonl", BAD);
    expect(job).toMatchObject({ status: "done", counts: { refused: 3 } });
    expect(report).toHaveLength(job.report_lines);
    const csv = await (await catalog.ask(`/v1/admin/jobs/${job.id}/report?format=csv`)).text();
    const [head, first] = csv.split("\r\n");
    expect(head).toBe("level,row,column,subject,problem,hint");
    expect(first).toMatch(/^refused,1,handle,'=cmd,/);
    expect(await catalog.count("SELECT count(*) AS n FROM job_report_part WHERE job_id = ?", job.id)).toBe(0);
  });

  it("has a limit, while the counts go on", async () => {
    const lines = "{\n".repeat(2_000);
    const { job, report } = await importFile(catalog, "souk-jsonl", lines);
    expect(job.counts).toEqual({ refused: 2_000 });
    expect(report).toHaveLength(2_000);
  });
});

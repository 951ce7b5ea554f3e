import { afterAll, beforeAll, expect, it } from "vitest";
import { commitTogether } from "../../platform/d1/commit-together.ts";
import type { CatalogEnv } from "../../workers/catalog/env.ts";
import { jobWrites, newJob } from "../../workers/catalog/jobs/start-job.ts";
import { eventually } from "../support/buyer.ts";
import { impatientConfigs } from "../support/impatient-configs.ts";
import type { Json } from "../support/shop-client.ts";
import { type Souk, startSouk } from "../support/souk.ts";
import { SETTINGS, stockProduct } from "../support/stock-shop.ts";

let souk: Souk;
let env: CatalogEnv;
beforeAll(async () => {
  souk = await startSouk({}, impatientConfigs());
  env = (await souk.harness.getWorker("souk-catalog").getEnv()) as CatalogEnv;
  await souk.client.admin("PUT", "/v1/admin/settings", SETTINGS);
});
afterAll(() => souk?.close());

const letterOf = async (isOurs: (body: Json) => boolean): Promise<Json> => {
  const { body } = await eventually(
    () => souk.client.admin("GET", "/v1/admin/dead-letters?limit=100"),
    (answer) => answer.body.data.some((letter: Json) => isOurs(letter.body)),
    20_000,
  );
  return body.data.find((letter: Json) => isOurs(letter.body));
};

it("JOB-2 a slice that can't run ends where staff see it, and sent again it does its job", async () => {
  const { client } = souk;
  await stockProduct(client, { units: 1 });
  const input = { format: "souk-jsonl", origin: "https://shop.example" };
  const job = newJob({ kind: "export_products", input, actorId: "key_staff" }, Date.now());
  await commitTogether(env.DB, jobWrites(job));
  await env.DB.prepare("ALTER TABLE job RENAME TO job_away").run();
  await env.JOBS.send({ kind: "slice", job_id: job.id, step: 0 });

  const letter = await letterOf(({ job_id }) => job_id === job.id);
  expect(letter).toMatchObject({
    queue: "catalog-jobs",
    body: { kind: "slice", job_id: job.id, step: 0 },
    redriven_at: null,
  });

  await env.DB.prepare("ALTER TABLE job_away RENAME TO job").run();
  expect((await client.admin("GET", `/v1/admin/jobs/${job.id}`)).body).toMatchObject({
    status: "running",
    progress: { done: 0 },
  });
  const redriven = await client.admin("POST", `/v1/admin/dead-letters/${letter.id}/redrive`);
  expect(redriven.body).toMatchObject({ id: letter.id, queue: "catalog-jobs" });
  expect(redriven.body.redriven_at).not.toBeNull();
  const ended = await eventually(
    () => client.admin("GET", `/v1/admin/jobs/${job.id}`),
    (answer) => answer.body.status !== "running",
    20_000,
  );
  expect(ended.body).toMatchObject({ status: "done", counts: { exported: 1 } });
});

it("a message that no version of ours wrote ends there too, and holds up nobody", async () => {
  await env.JOBS.send({ kind: "nonsense", job_id: 7 } as never);
  const letter = await letterOf(({ kind }) => kind === "nonsense");
  expect(letter).toMatchObject({ queue: "catalog-jobs", body: { kind: "nonsense", job_id: 7 } });

  const answer = await souk.client.admin("POST", "/v1/admin/exports", { format: "souk-jsonl" });
  expect(answer.status).toBe(202);
  const ended = await eventually(
    () => souk.client.admin("GET", `/v1/admin/jobs/${answer.body.id}`),
    ({ body }) => body.status !== "running",
    20_000,
  );
  expect(ended.body.status).toBe("done");
});

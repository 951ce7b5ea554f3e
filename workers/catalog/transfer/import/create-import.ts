import { and, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import {
  IMPORT_BYTES_MAX,
  type createImport as spec,
} from "../../../../contracts/http/admin/import-routes.ts";
import { invariant } from "../../../../domain/kernel/invariant.ts";
import { commitTogether } from "../../../../platform/d1/commit-together.ts";
import { findEarlier, IDEMPOTENCY_SCOPE, recordMade } from "../../../../platform/d1/idempotency.ts";
import { hashKey, REPLAYED } from "../../../../platform/http/idempotency.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import { randomDigits } from "../../../../platform/ids/mint.ts";
import type { CatalogEnv } from "../../env.ts";
import type { Job } from "../../jobs/job-kind.ts";
import { loadJob } from "../../jobs/load-job.ts";
import { sendSlice } from "../../jobs/send-slice.ts";
import { showJob } from "../../jobs/show-job.ts";
import { jobWrites, newJob } from "../../jobs/start-job.ts";
import { filesOfJob } from "../../jobs/store-report.ts";
import { job } from "../../tables-of-jobs.ts";
import { importProducts } from "./import-products.ts";

type ImportCall = Call<typeof spec, CatalogEnv>;
type ImportReply = Reply<typeof spec>;

/**
 * Takes a file into the bucket as it arrives, and starts the job that reads it. The job is noted first, so that what
 * breaks off leaves nothing that nobody knows of; with an `Idempotency-Key`, a retry goes on with the job of the first.
 */
export async function createImport(call: ImportCall): Promise<ImportReply> {
  const { actor, env, headers, query, request } = call;
  const length = declaredLength(request);
  const keyed = await hashKey(headers["idempotency-key"], actor.id, "createImport", { ...query, length });

  const earlier = keyed ? await findEarlier(env.DB, keyed) : { kind: "none" as const };
  if (earlier.kind === "reused") throw problem("idempotency_key_reused");
  if (earlier.kind === "made") return receiveOrReplay(call, earlier.made.id, length);

  const nowMs = Date.now();
  const input = { format: query.format, dry_run: query.dry_run };
  const made = newJob(
    { kind: importProducts.kind, input, actorId: actor.id, status: "receiving", total: length },
    nowMs,
  );
  const record = keyed ? recordMade(keyed, { id: made.id, status: 202, version: 1 }, nowMs) : [];
  const outcome = await commitTogether(env.DB, [...record, ...jobWrites(made)]);
  if (outcome.kind === "committed") return showAccepted(await receive(call, made, length));

  invariant(outcome.constraint.columns === IDEMPOTENCY_SCOPE, "a new job fits its table");
  const winner = keyed && (await findEarlier(env.DB, keyed));
  if (winner?.kind !== "made") throw problem("idempotency_key_reused");
  return receiveOrReplay(call, winner.made.id, length);
}

function declaredLength({ headers }: Request): number {
  const declared = headers.get("content-length");
  if (declared === null || !/^\d{1,12}$/.test(declared)) throw problem("length_required");
  const length = Number(declared);
  if (length > IMPORT_BYTES_MAX)
    throw problem("body_too_large", { members: { limit_bytes: IMPORT_BYTES_MAX } });
  if (length === 0)
    throw problem("invalid_request", { errors: [{ pointer: "", detail: "the file is empty" }] });
  return length;
}

/** A first try that broke off is made good; after any other there is nothing to do. */
async function receiveOrReplay(call: ImportCall, id: string, length: number): Promise<ImportReply> {
  const found = await loadJob(call.env.DB, id);
  if (!found) throw problem("idempotency_key_reused");
  if (found.status === "receiving") return showAccepted(await receive(call, found, length), REPLAYED);
  await call.request.body?.cancel();
  return showAccepted(found, REPLAYED);
}

/**
 * JOB-3 Each try has a place of its own in the bucket: of two at once, the job reads the one that it was told of, whole, and the
 * other one is taken away.
 */
async function receive({ env, request }: ImportCall, made: Job, length: number): Promise<Job> {
  invariant(request.body, "a body of declared length is there");
  const key = `${filesOfJob(made.id)}file-${randomDigits()}`;
  const { readable, writable } = new FixedLengthStream(length);
  const [stored] = await Promise.all([env.FILES.put(key, readable), request.body.pipeTo(writable)]);
  invariant(stored?.size === length, "a file is stored whole or not at all");

  const [received] = await drizzle(env.DB)
    .update(job)
    .set({
      status: "running",
      input: sql`json_set(${job.input}, '$.file_key', ${key})`,
      updatedAtMs: Date.now(),
    })
    .where(and(eq(job.id, made.id), eq(job.status, "receiving")))
    .returning();
  if (received) {
    await sendSlice(env, received);
    return received;
  }
  await env.FILES.delete(key);
  return (await loadJob(env.DB, made.id)) ?? made;
}

function showAccepted(accepted: Job, headers: Record<string, string> = {}): ImportReply {
  const location = `/v1/admin/jobs/${accepted.id}`;
  return { status: 202, body: showJob(accepted), headers: { location, "retry-after": "2", ...headers } };
}

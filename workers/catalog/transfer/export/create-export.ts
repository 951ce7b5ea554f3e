import type { createExport as spec } from "../../../../contracts/http/admin/export-routes.ts";
import { invariant } from "../../../../domain/kernel/invariant.ts";
import { commitTogether } from "../../../../platform/d1/commit-together.ts";
import { findEarlier, IDEMPOTENCY_SCOPE, recordMade } from "../../../../platform/d1/idempotency.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../../platform/http/idempotency.ts";
import { problem } from "../../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../../platform/http/service.ts";
import type { CatalogEnv } from "../../env.ts";
import type { Job } from "../../jobs/job-kind.ts";
import { loadJob } from "../../jobs/load-job.ts";
import { sendSlice } from "../../jobs/send-slice.ts";
import { showJob } from "../../jobs/show-job.ts";
import { jobWrites, newJob } from "../../jobs/start-job.ts";
import { exportProducts } from "./export-products.ts";

type ExportReply = Reply<typeof spec>;

/** Starts a job that writes products to a file; with an `Idempotency-Key`, one however often it is asked. */
export async function createExport(call: Call<typeof spec, CatalogEnv>): Promise<ExportReply> {
  const { actor, body, env, headers, request } = call;
  const keyed = await hashKey(headers["idempotency-key"], actor.id, "createExport", body);
  const replay = keyed && (await replayEarlier(env.DB, keyed));
  if (replay) return replay;

  const nowMs = Date.now();
  const input = { ...body, origin: new URL(request.url).origin };
  const made = newJob({ kind: exportProducts.kind, input, actorId: actor.id }, nowMs);
  const record = keyed ? recordMade(keyed, { id: made.id, status: 202, version: 1 }, nowMs) : [];
  const outcome = await commitTogether(env.DB, [...record, ...jobWrites(made)]);
  if (outcome.kind === "committed") {
    await sendSlice(env, made);
    return showAccepted(made);
  }
  invariant(outcome.constraint.columns === IDEMPOTENCY_SCOPE, "a new job fits its table");
  const winner = keyed && (await replayEarlier(env.DB, keyed));
  invariant(winner, "IDP-1 a key that was taken a moment ago has its record");
  return winner;
}

async function replayEarlier(database: D1Database, keyed: HashedKey): Promise<ExportReply | null> {
  const earlier = await findEarlier(database, keyed);
  if (earlier.kind === "none") return null;
  const found = earlier.kind === "made" ? await loadJob(database, earlier.made.id) : null;
  if (!found) throw problem("idempotency_key_reused");
  return showAccepted(found, REPLAYED);
}

function showAccepted(accepted: Job, headers: Record<string, string> = {}): ExportReply {
  const location = `/v1/admin/jobs/${accepted.id}`;
  return { status: 202, body: showJob(accepted), headers: { location, "retry-after": "2", ...headers } };
}

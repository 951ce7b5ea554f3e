import { z } from "zod";
import { Cursor, Limit, pageOf } from "../../wire.ts";
import { problems, type RouteSpec } from "../route.ts";
import { Job, JobId, JobStatus } from "./job.ts";

const tags = ["Jobs (admin)"];
const params = z.object({ id: JobId });
const job = (description: string) => ({ description, content: { "application/json": { schema: Job } } });
const shared = ["invalid_request", "unauthenticated", "scope_missing", "service_unavailable"] as const;

export const listJobs = {
  operationId: "listJobs",
  method: "get",
  path: "/v1/admin/jobs",
  summary: "List jobs, newest first",
  tags,
  scope: "catalog:read",
  request: {
    query: z.object({
      limit: Limit,
      cursor: Cursor.optional(),
      status: JobStatus.optional(),
      kind: z.string().min(1).max(64).optional(),
    }),
  },
  responses: {
    200: {
      description: "A page.",
      content: { "application/json": { schema: pageOf(Job).meta({ id: "JobPage" }) } },
    },
    ...problems(...shared),
  },
} as const satisfies RouteSpec;

export const getJob = {
  operationId: "getJob",
  method: "get",
  path: "/v1/admin/jobs/{id}",
  summary: "See how far a job is",
  description:
    "Ask every few seconds, as `Retry-After` says. A job that stands still is nudged by being asked for.",
  tags,
  scope: "catalog:read",
  request: { params },
  responses: { 200: job("The job."), ...problems(...shared, "not_found") },
} as const satisfies RouteSpec;

export const cancelJob = {
  operationId: "cancelJob",
  method: "post",
  path: "/v1/admin/jobs/{id}/cancel",
  summary: "Stop a job",
  description:
    "What it did so far stays done; nothing more is written from this answer on. Rules of a collection stay in force: another job judges by them five minutes later.",
  tags,
  scope: "catalog:write",
  request: { params },
  responses: { 200: job("As it is now."), ...problems(...shared, "not_found", "job_over") },
} as const satisfies RouteSpec;

export const resumeJob = {
  operationId: "resumeJob",
  method: "post",
  path: "/v1/admin/jobs/{id}/resume",
  summary: "Let a failed or cancelled job go on",
  description: "It goes on where it stopped. One that is running stays as it is.",
  tags,
  scope: "catalog:write",
  request: { params },
  responses: { 200: job("As it is now."), ...problems(...shared, "not_found", "job_over") },
} as const satisfies RouteSpec;

export const getJobReport = {
  operationId: "getJobReport",
  method: "get",
  path: "/v1/admin/jobs/{id}/report",
  summary: "Read a job's report",
  description:
    "A line for each thing that a person may want to know: row and column of the file, the problem, a hint. Up to 50,000 lines; the counts of the job count all.",
  tags,
  scope: "catalog:read",
  request: { params, query: z.object({ format: z.enum(["jsonl", "csv"]).default("jsonl") }) },
  responses: {
    200: {
      description: "The lines so far, or all of them when the job is done.",
      content: {
        "application/x-ndjson": { schema: z.string() },
        "text/csv": { schema: z.string() },
      },
    },
    ...problems(...shared, "not_found"),
  },
} as const satisfies RouteSpec;

export const getJobFile = {
  operationId: "getJobFile",
  method: "get",
  path: "/v1/admin/jobs/{id}/file",
  summary: "Download what an export made",
  description: "There for 30 days after the end of the job, as the job and its report are.",
  tags,
  scope: "catalog:read",
  request: { params },
  responses: {
    200: {
      description: "The file.",
      content: {
        "application/x-ndjson": { schema: z.string() },
        "text/csv": { schema: z.string() },
      },
    },
    ...problems(...shared, "not_found", "job_not_done"),
  },
} as const satisfies RouteSpec;

import { setTimeout as wait } from "node:timers/promises";
import { mustAskAdmin, type ShopAccess } from "../demo-shop/admin-client.ts";
import { eachAtMost } from "../each-at-most.ts";
import type { Category } from "./categories.ts";

/** The development proxy fails a little above this. */
const AT_ONCE = 8;
const ASKED_EVERY_MS = 1_000;

export type EndedJob = {
  id: string;
  status: string;
  counts: Record<string, number>;
  failure: { code: string; detail: string } | null;
  progress: { done: number; total: number | null };
  report_lines: number;
};

/** Puts a tree into a shop, level by level; what is there already stays. */
export async function loadCategories(shop: ShopAccess, categories: readonly Category[]): Promise<void> {
  const done = new Set<string | null>([null]);
  let waiting = [...categories];
  while (waiting.length > 0) {
    const level = waiting.filter(({ parent }) => done.has(parent));
    await eachAtMost(AT_ONCE, level, ({ handle, title, parent }) =>
      mustAskAdmin(shop, {
        method: "PUT",
        path: `/v1/admin/categories/${handle}`,
        body: { title, parent },
      }),
    );
    for (const { handle } of level) done.add(handle);
    waiting = waiting.filter(({ handle }) => !done.has(handle));
    if (level.length === 0) throw new Error("a category has a parent that is not there");
  }
}

/** Sends products as one file of JSON Lines; the id of the job that takes them in. */
export async function sendProducts(shop: ShopAccess, products: Iterable<object>): Promise<string> {
  const body = fileOf(products);
  const answer = await fetch(new URL("/v1/admin/imports?format=souk-jsonl", shop.url), {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${shop.secretKey}`, "content-type": "application/x-ndjson" },
  });
  const job = (await answer.json()) as { id: string };
  if (answer.status !== 202)
    throw new Error(`the import was refused: ${answer.status} ${JSON.stringify(job)}`);
  return job.id;
}

/** Waits until a job is over. A shop that is away for a moment is asked again. */
export async function untilOver(
  shop: ShopAccess,
  id: string,
  onProgress: (job: EndedJob) => void = () => {},
): Promise<EndedJob> {
  for (;;) {
    const { body } = await mustAskAdmin(shop, { method: "GET", path: `/v1/admin/jobs/${id}` });
    const job = body as EndedJob;
    onProgress(job);
    if (job.status !== "running" && job.status !== "receiving") return job;
    await wait(ASKED_EVERY_MS);
  }
}

/** In one piece, since its length is declared; never as one string, of which there is a longest. */
function fileOf(products: Iterable<object>): Blob {
  const parts: string[] = [];
  let lines: string[] = [];
  for (const product of products) {
    lines.push(JSON.stringify(product));
    if (lines.length < 10_000) continue;
    parts.push(`${lines.join("\n")}\n`);
    lines = [];
  }
  if (lines.length > 0) parts.push(`${lines.join("\n")}\n`);
  return new Blob(parts);
}

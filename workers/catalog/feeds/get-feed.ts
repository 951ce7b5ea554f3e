import { and, asc, desc, eq, like, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { composeSitemapIndex } from "../../../domain/catalog/feeds/compose-sitemap.ts";
import { isUnchanged } from "../../../platform/http/is-unchanged.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { CatalogEnv } from "../env.ts";
import { sendParts } from "../jobs/send-parts.ts";
import { feedPart } from "../tables-of-feeds.ts";
import { job } from "../tables-of-jobs.ts";
import { publishFeeds } from "./publish-feeds.ts";

const FILE = /^(?:sitemap|sitemap-\d{1,4}|google-merchant|google-merchant\.[a-z0-9][a-z0-9-]{0,31})\.xml$/;
const INDEX = "sitemap.xml";
/** Crawlers come once a day; what they read was made within the hour. */
const MAX_AGE_S = 600;

/** FED-1 A file as the newest job that was done left it. `origin`: where the file is read, which a sitemap's index names. */
export async function getFeed(
  request: Request,
  env: CatalogEnv,
  file: string,
  origin: string | null,
): Promise<Response> {
  if (!FILE.test(file)) throw problem("not_found");
  const db = drizzle(env.DB);
  const newest = sql`(${db
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.kind, publishFeeds.kind), eq(job.status, "done")))
    .orderBy(desc(job.endedAtMs))
    .limit(1)})`;
  const parts = await db
    .select({ jobId: feedPart.jobId, file: feedPart.file, key: feedPart.key, sizeBytes: feedPart.sizeBytes })
    .from(feedPart)
    .where(
      and(
        eq(feedPart.jobId, newest),
        file === INDEX ? like(feedPart.file, "sitemap-%") : eq(feedPart.file, file),
      ),
    )
    .orderBy(asc(feedPart.step));
  const [first] = parts;
  if (!first) throw problem("not_found");

  const etag = `"${first.jobId}"`;
  const headers = {
    etag,
    "cache-control": `public, max-age=${MAX_AGE_S}`,
    "content-type": "application/xml; charset=utf-8",
  };
  if (isUnchanged(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  if (file !== INDEX) return new Response(sendParts(env.FILES, parts), { headers });
  if (origin === null) throw problem("not_found");
  return new Response(composeSitemapIndex(parts.map((part) => `${origin}/feeds/${part.file}`)), { headers });
}

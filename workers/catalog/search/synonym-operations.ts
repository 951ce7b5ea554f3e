import type {
  getSynonyms as getSpec,
  putSynonyms as putSpec,
} from "../../../contracts/http/admin/search-routes.ts";
import { findSynonymFlaws } from "../../../domain/search/find-synonym-flaws.ts";
import type { Synonym } from "../../../domain/search/synonym.ts";
import { etagOf, ifMatchAllows } from "../../../platform/http/etag.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { refuseFlaws } from "../admin/refuse-flaws.ts";
import { untilCommitted } from "../admin/until-committed.ts";
import type { CatalogEnv } from "../env.ts";

type Stored = { version: number; body: string };

export async function getSynonyms({ env }: Call<typeof getSpec, CatalogEnv>): Promise<Reply<typeof getSpec>> {
  return show(await loadSynonyms(env.SEARCH));
}

/** SRC-6 Synonyms take part in searches alone, so nothing needs to be indexed anew. */
export async function putSynonyms({
  body,
  headers,
  env,
}: Call<typeof putSpec, CatalogEnv>): Promise<Reply<typeof putSpec>> {
  const synonyms = body.data.map(({ words, replaces = [] }): Synonym => ({ words, replaces }));
  const flaws = findSynonymFlaws(synonyms);
  if (flaws.length > 0) throw refuseFlaws(flaws.map(({ at, detail }) => ({ at: ["data", ...at], detail })));

  const after = await untilCommitted(async () => {
    const before = await loadSynonyms(env.SEARCH);
    if (!ifMatchAllows(headers["if-match"], before.version)) throw problem("version_mismatch");
    const text = JSON.stringify(synonyms);
    if (text === before.body) return before;
    const { meta } = await env.SEARCH.prepare(
      "UPDATE synonyms SET body = ?, version = version + 1, updated_at_ms = ? WHERE version = ?",
    )
      .bind(text, Date.now(), before.version)
      .run();
    return meta.changes > 0 ? { version: before.version + 1, body: text } : null;
  });
  return show(after);
}

async function loadSynonyms(search: D1Database): Promise<Stored> {
  const row = await search.prepare("SELECT version, body FROM synonyms").first<Stored>();
  return row ?? { version: 1, body: "[]" };
}

function show({ version, body }: Stored) {
  const data = (JSON.parse(body) as Synonym[]).map(({ words, replaces }) => ({
    words: [...words],
    replaces: [...replaces],
  }));
  return { status: 200 as const, body: { data }, headers: { etag: etagOf(version) } };
}

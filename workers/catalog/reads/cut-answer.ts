import { problem } from "../../../platform/http/problem.ts";
import type { Answer } from "./read-context.ts";
import { renderAnswer } from "./render-answer.ts";
import { type Fields, pickFields } from "./sparse-fields.ts";

/** The answer with these fields alone; of a list those of its items, and all that stands beside them. */
export function cutAnswer({ body }: Answer, fields: Fields): Promise<Answer> {
  return renderAnswer(cut(JSON.parse(new TextDecoder().decode(body)), fields));
}

/** The same of an answer of the search index. */
export async function cutSearch(answer: Response, fields: Fields): Promise<Response> {
  if (answer.status !== 200) return answer;
  const { body, etag } = await renderAnswer(cut(await answer.json(), fields));
  const headers = new Headers(answer.headers);
  headers.set("etag", etag);
  return new Response(body, { headers });
}

function cut(value: unknown, fields: Fields): unknown {
  if (typeof value !== "object" || value === null) throw problem("internal_error");
  return "data" in value ? { ...value, data: pickFields(value.data, fields) } : pickFields(value, fields);
}

import { problem } from "../../platform/http/problem.ts";

const JSON_ONLY = ["application/json"] as const;

/**
 * The type of a body, without parameters such as `charset`; 415 for one that its path does not take. What is passed on
 * is this plain spelling: a service need not know all the others.
 */
export function checkContentType(headers: Headers, taken: readonly string[] = JSON_ONLY): string {
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== undefined && taken.includes(type)) return type;
  throw problem("unsupported_media_type", { detail: `Takes ${taken.join(", ")}.` });
}

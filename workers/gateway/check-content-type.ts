import { problem } from "../../platform/http/problem.ts";

const JSON_ONLY = ["application/json"] as const;

/** 415 for a body of a type that its path does not take. Parameters such as `charset` are not looked at. */
export function checkContentType(headers: Headers, taken: readonly string[] = JSON_ONLY): void {
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== undefined && taken.includes(type)) return;
  throw problem("unsupported_media_type", { detail: `Takes ${taken.join(", ")}.` });
}

import { problem } from "./problem.ts";

export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version that `If-Match` names; null when absent or `*`. Anything else can't match. */
export function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === "*") return null;
  const version = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw problem("version_mismatch", { detail: 'If-Match takes one ETag, such as "7".' });
  return Number(version);
}

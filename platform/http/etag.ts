import { problem } from "./problem.ts";

/**
 * The strong `ETag` of a version. It names the version and not bytes, so when an edge that compresses hands it out as
 * weak (`W/"7"`), it still means the same in `If-Match`.
 */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version that `If-Match` names; null when absent or `*`. Anything else can't match. */
export function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === "*") return null;
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw problem("version_mismatch", { detail: 'If-Match takes one ETag, such as "7".' });
  return Number(version);
}

/** Whether `If-Match` (RFC 9110, section 13.1.1) allows changing this version; `null` stands for "nothing there yet". */
export function ifMatchAllows(ifMatch: string | undefined, version: number | null): boolean {
  if (ifMatch === undefined) return true;
  if (ifMatch.trim() === "*") return version !== null;
  return (
    version !== null && ifMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etagOf(version))
  );
}

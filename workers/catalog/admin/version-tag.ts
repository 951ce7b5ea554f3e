/** The strong `ETag` of a version. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** Whether `If-Match` (RFC 9110, section 13.1.1) allows changing this version; `null` stands for "nothing there yet". */
export function ifMatchAllows(ifMatch: string | undefined, version: number | null): boolean {
  if (ifMatch === undefined) return true;
  if (ifMatch.trim() === "*") return version !== null;
  return version !== null && ifMatch.split(",").some((tag) => tag.trim() === versionTag(version));
}

/** What wrangler said of a build: its size as uploaded, and anything it found worth a warning. */
export type Build = { gzipKib: number; warnings: string[] };

/** Reads the output of `wrangler deploy --dry-run`; null when it does not tell the size, so did not build. */
export function parseBuild(output: string): Build | null {
  const [, gzip] = /Total Upload: .* \/ gzip: ([\d.]+) KiB/.exec(output) ?? [];
  if (gzip === undefined) return null;
  const warnings = output.split("\n").filter((line) => /\[?(WARNING|ERROR)\]?/.test(line));
  return { gzipKib: Number(gzip), warnings: warnings.map((line) => line.trim()) };
}

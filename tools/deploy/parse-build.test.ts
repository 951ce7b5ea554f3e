import { describe, expect, it } from "vitest";
import { parseBuild } from "./parse-build.ts";

const BUILT = "Total Upload: 1221.13 KiB / gzip: 220.85 KiB\nYour Worker has …\n\n--dry-run: exiting now.\n";

describe("the output of a dry run", () => {
  it("tells the size that counts", () => {
    expect(parseBuild(BUILT)).toEqual({ gzipKib: 220.85, warnings: [] });
  });

  it("is not taken for a build when it says that there was none", () => {
    expect(parseBuild('✘ [ERROR] Build failed with 1 error:\n Could not resolve "hono"')).toBeNull();
  });

  it("keeps warnings", () => {
    expect(parseBuild(`▲ [WARNING] Unexpected fields found\n${BUILT}`)?.warnings).toEqual([
      "▲ [WARNING] Unexpected fields found",
    ]);
  });
});

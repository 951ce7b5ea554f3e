import { describe, expect, it } from "vitest";
import type { Standing } from "../buyers/run-sale.ts";
import { Progress } from "./progress.ts";

const STANDING: Standing = {
  buyers: 5_000,
  bought: 466,
  left: 46,
  inside: 64,
  waiting: 312,
  nextBackAtMs: 30_000,
  requests: 0,
};

function shown(isTTY: boolean, ...steps: [nowMs: number, standing: Partial<Standing>][]): string[] {
  const written: string[] = [];
  const progress = new Progress({ isTTY, write: (text) => written.push(text) }, 0);
  for (const [nowMs, standing] of steps) progress.show({ ...STANDING, ...standing }, nowMs);
  progress.end();
  return written;
}

describe("progress", () => {
  it("is a line every two seconds where nobody watches, with the rate of late", () => {
    expect(
      shown(false, [1_000, {}], [2_000, { requests: 3_000 }], [2_100, {}], [4_000, { requests: 9_000 }]),
    ).toEqual([
      "   2.0 s    466 bought     46 left   64 inside    312 waiting  1,500 requests/s\n",
      "   4.0 s    466 bought     46 left   64 inside    312 waiting  3,000 requests/s\n",
    ]);
  });

  it("is one line that is rewritten on a terminal", () => {
    expect(shown(true, [100, {}], [1_200, { requests: 1_200 }])).toEqual([
      "\r\x1b[2K   0.1 s    466 bought     46 left   64 inside    312 waiting  0 requests/s",
      "\r\x1b[2K   1.2 s    466 bought     46 left   64 inside    312 waiting  1,000 requests/s",
      "\r\x1b[2K",
    ]);
  });

  it("says when it goes on while everybody waits", () => {
    expect(shown(false, [6_000, { inside: 0 }])).toEqual([
      "   6.0 s    466 bought     46 left    0 inside    312 waiting  the first comes back in 24 s\n",
    ]);
  });
});

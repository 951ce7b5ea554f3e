import { describe, expect, it } from "vitest";
import { beginTrace, readTrace, showTraceparent } from "./trace-context.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const REQUEST = "5f9c7a52-3f0e-4b7e-9c0a-2f5f2f1f6a10";
const GOOD = `00-${TRACE}-${SPAN}-01`;

describe("traceparent", () => {
  it("keeps the caller's trace and flags", () => {
    expect(readTrace(GOOD, null)).toEqual({ traceId: TRACE, flags: "01", state: null });
  });

  it("takes later versions for what we know of them", () => {
    expect(readTrace(`cc-${TRACE}-${SPAN}-01-what-the-future-adds`, null)?.traceId).toBe(TRACE);
  });

  it.each([
    ["nothing", null],
    ["an empty text", ""],
    ["version ff", `ff-${TRACE}-${SPAN}-01`],
    ["more after version 00", `${GOOD}-more`],
    ["a trace of zeros", `00-${"0".repeat(32)}-${SPAN}-01`],
    ["a parent of zeros", `00-${TRACE}-${"0".repeat(16)}-01`],
    ["upper case", GOOD.toUpperCase()],
    ["a short trace", `00-${TRACE.slice(1)}-${SPAN}-01`],
    ["a foreign character", `00-${TRACE.replace("a", "g")}-${SPAN}-01`],
    ["two values", `${GOOD}, ${GOOD}`],
    ["a line break", `${GOOD}\n`],
  ])("refuses %s", (_, header) => {
    expect(readTrace(header, "vendor=1")).toBeNull();
  });

  it("keeps the state that came with it, unless it is overlong", () => {
    expect(readTrace(GOOD, "vendor=1")?.state).toBe("vendor=1");
    expect(readTrace(GOOD, "v".repeat(513))?.state).toBeNull();
  });

  it("gives each call its own span in the same trace", () => {
    const trace = readTrace(GOOD, null) ?? beginTrace(REQUEST);
    const header = showTraceparent(trace, REQUEST);
    expect(header).toBe(`00-${TRACE}-5f9c7a523f0e4b7e-01`);
    expect(readTrace(header, null)).toEqual(trace);
  });

  it("begins a trace that others can read", () => {
    const trace = beginTrace(REQUEST);
    expect(readTrace(showTraceparent(trace, REQUEST), null)).toEqual(trace);
  });
});

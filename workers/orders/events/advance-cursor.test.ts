import { describe, expect, it } from "vitest";
import { advanceCursor } from "./advance-cursor.ts";

const link = (previous_position: number, position: number) => ({ previous_position, position });

describe("a partition's cursor", () => {
  it("moves over events that follow each other, in whatever order they came", () => {
    expect(advanceCursor(0, [link(3, 7), link(0, 3), link(7, 8)])).toBe(8);
  });

  it("stops at a gap", () => {
    expect(advanceCursor(3, [link(3, 7), link(9, 12)])).toBe(7);
    expect(advanceCursor(3, [link(7, 9)])).toBe(3);
  });

  it("ignores what it has passed", () => {
    expect(advanceCursor(7, [link(0, 3), link(3, 7), link(3, 7)])).toBe(7);
  });
});

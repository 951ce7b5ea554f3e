import { describe, expect, it } from "vitest";
import { Heads } from "./heads.ts";
import { Memo } from "./memo.ts";

function begin(limits = { entriesMax: 3, bytesMax: 1_000 }) {
  const heads = new Heads();
  heads.learn({ seq: 10, changes: "missed" }, 0);
  const memo = new Memo<string>(heads, limits);
  const put = (key: string, value: string, asOfSeq = 10, bytes = 1) =>
    memo.put(key, value, { asOfSeq, topics: [key] }, bytes);
  return { heads, memo, put };
}

it("gives what was put until one of its topics changes", () => {
  const { heads, memo, put } = begin();
  put("tee", "v1");
  expect(memo.get("tee")).toBe("v1");

  heads.learn({ seq: 11, changes: [{ seq: 11, topics: ["tee"] }] }, 1);
  expect(memo.get("tee")).toBeUndefined();
  expect(memo.size).toBe(0);
});

describe("a slow read", () => {
  it("does not undo a quick one that saw more", () => {
    const { memo, put } = begin();
    put("tee", "v2", 11);
    put("tee", "v1", 10);
    expect(memo.get("tee")).toBe("v2");
  });

  it("is old on arrival when the change is known by then", () => {
    const { heads, memo, put } = begin();
    heads.learn({ seq: 11, changes: [{ seq: 11, topics: ["tee"] }] }, 1);
    put("tee", "v1", 10);
    expect(memo.get("tee")).toBeUndefined();
  });
});

describe("within its limits", () => {
  it("pushes out what was not used for longest", () => {
    const { memo, put } = begin();
    for (const key of ["a", "b", "c"]) put(key, key);
    memo.get("a");
    put("d", "d");
    expect(["a", "b", "c", "d"].map((key) => memo.get(key))).toEqual(["a", undefined, "c", "d"]);
  });

  it("counts bytes, also of what is replaced", () => {
    const { memo, put } = begin({ entriesMax: 10, bytesMax: 100 });
    put("a", "a", 10, 60);
    put("a", "a2", 10, 60);
    put("b", "b", 10, 40);
    expect([memo.get("a"), memo.get("b")]).toEqual(["a2", "b"]);

    put("c", "c", 10, 50);
    expect([memo.get("a"), memo.get("b"), memo.get("c")]).toEqual([undefined, "b", "c"]);
  });

  it("does not take what would fill it alone", () => {
    const { memo, put } = begin({ entriesMax: 10, bytesMax: 100 });
    put("a", "a", 10, 50);
    put("huge", "huge", 10, 101);
    expect([memo.get("a"), memo.get("huge")]).toEqual(["a", undefined]);
  });
});

import { expect, it } from "vitest";
import { showTable } from "./show-table.ts";

it("lines columns up, numbers to the right", () => {
  const rows = [
    ["gateway", "9.5 KiB", "all"],
    ["catalog", "220.85 KiB", ""],
  ];
  expect(showTable(["Worker", "gzip", "bound to"], rows)).toBe(
    ["Worker         gzip  bound to", "gateway     9.5 KiB  all", "catalog  220.85 KiB"].join("\n"),
  );
});

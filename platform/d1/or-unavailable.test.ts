import { expect, it } from "vitest";
import { orUnavailable } from "./or-unavailable.ts";

it("passes on what the work answers", async () => {
  expect(await orUnavailable(Promise.resolve(7))).toBe(7);
});

it.each([
  "D1_ERROR: Network connection lost.",
  "D1_ERROR: D1 DB is overloaded. Too many requests queued.",
])("calls it a 503 when the database says: %s", async (message) => {
  await expect(orUnavailable(Promise.reject(new Error(message)))).rejects.toMatchObject({
    code: "service_unavailable",
  });
});

it("passes on a fault of ours as it is", async () => {
  const fault = new Error("D1_ERROR: no such column: titel: SQLITE_ERROR");
  await expect(orUnavailable(Promise.reject(fault))).rejects.toBe(fault);
});

import { describe, expect, it } from "vitest";
import { chooseSourcing, type SourceLocation, type SourcingStrategy } from "./choose-sourcing.ts";

/** A shop with three warehouses, the best first; the one in Lisbon also serves Spain and France, the one in Lyon Spain. */
const LOCATIONS: SourceLocation[] = [
  { code: "berlin", country: "DE", serves: [] },
  { code: "lyon", country: "FR", serves: ["ES"] },
  { code: "lisbon", country: "PT", serves: ["ES", "FR"] },
];

const TABLE = `
  strategy        an order to   is sourced
  priority        DE            in_order  berlin, lyon, lisbon
  priority        PT            in_order  berlin, lyon, lisbon
  nearest         DE            in_order  berlin, lyon, lisbon
  nearest         PT            in_order  lisbon, berlin, lyon
  nearest         FR            in_order  lyon, lisbon, berlin
  nearest         ES            in_order  lyon, lisbon, berlin
  nearest         US            in_order  berlin, lyon, lisbon
  fewest_parcels  DE            fewest    berlin, lyon, lisbon
  fewest_parcels  FR            fewest    lyon, lisbon, berlin
`;

const rows = TABLE.split("\n")
  .map((row) => row.trim().split(/\s{2,}/))
  .slice(2, -1);

describe("the sourcing of an order", () => {
  it.each(rows)("by %s, to %s, is %s %s", (strategy = "", country = "", mode = "", order = "") => {
    expect(chooseSourcing(strategy as SourcingStrategy, LOCATIONS, country)).toEqual({
      mode,
      order: order.split(", "),
    });
  });

  it("leaves the settings as they are", () => {
    const before = structuredClone(LOCATIONS);
    chooseSourcing("nearest", LOCATIONS, "PT");
    expect(LOCATIONS).toEqual(before);
  });
});

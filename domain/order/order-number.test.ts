import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  numberOrder,
  ORDER_COUNTER_MAX,
  type OrderNumberKey,
  readOrderNumber,
  speckEncrypt,
} from "./order-number.ts";

const KEY: OrderNumberKey = [0x1a1918, 0x121110, 0x0a0908, 0x020100];
const PLACE = { placement: 0, generation: 1, partition: 3 };

const placeAndCounter = fc.record({
  placement: fc.integer({ min: 0, max: 15 }),
  generation: fc.integer({ min: 1, max: 127 }),
  partition: fc.integer({ min: 0, max: 255 }),
  counter: fc.integer({ min: 1, max: ORDER_COUNTER_MAX }),
});

describe("an order number", () => {
  it("agrees with the published vector of Speck 48/96", () => {
    expect(speckEncrypt([0x6d2073, 0x696874], KEY)).toEqual([0x735e10, 0xb6445d]);
  });

  it("leads back to its partition and counter", () => {
    fc.assert(
      fc.property(placeAndCounter, ({ counter, ...place }) => {
        const number = numberOrder(place, counter, KEY);
        expect(number).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
        expect(readOrderNumber(number.toLowerCase().replace("-", ""), KEY)).toEqual({ place, counter });
      }),
    );
  });

  it("is never given twice by one shop", () => {
    const numbers = new Set<string>();
    for (let counter = 1; counter <= 2_000; counter += 1) {
      numbers.add(numberOrder(PLACE, counter, KEY));
      numbers.add(numberOrder({ ...PLACE, partition: 4 }, counter, KEY));
    }
    expect(numbers.size).toBe(4_000);
  });

  it("does not follow its predecessor in any digit order", () => {
    const numbers = Array.from({ length: 200 }, (_, index) => numberOrder(PLACE, index + 1, KEY));
    const rising = numbers.filter((number, index) => index > 0 && number > (numbers[index - 1] ?? "")).length;
    expect(rising).toBeGreaterThan(60);
    expect(rising).toBeLessThan(140);
  });

  it("refuses what nobody minted", () => {
    expect(readOrderNumber("", KEY)).toBeNull();
    expect(readOrderNumber("ZZZZZ-ZZZZZ", KEY)).toBeNull();
    expect(readOrderNumber("UUUUU-UUUUU", KEY)).toBeNull();
  });
});

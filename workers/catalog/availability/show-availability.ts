import type { z } from "zod";
import type * as wire from "../../../contracts/http/store/availability.ts";
import type { Availability } from "../../../domain/catalog/availability.ts";
import type { Signal } from "../../../domain/inventory/signal.ts";

/** The words of the wire for what shoppers are told. */
export function showAvailability({
  signal,
  quantity,
  availableFromMs,
}: Availability): z.input<typeof wire.Availability> {
  return {
    status: showSignal(signal),
    ...(quantity === null ? {} : { quantity }),
    ...(availableFromMs === null ? {} : { available_from: new Date(availableFromMs).toISOString() }),
  };
}

export function showSignal(signal: Signal): z.input<typeof wire.AvailabilityStatus> {
  return signal === "out" ? "out_of_stock" : signal;
}

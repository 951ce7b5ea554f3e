import { z } from "zod";
import { Timestamp } from "../../wire.ts";

export const AvailabilityStatus = z.enum(["in_stock", "low", "backorder", "preorder", "out_of_stock"]).meta({
  id: "AvailabilityStatus",
  description:
    "`in_stock`; `low`: few are left; `backorder`: none is there, and it may be bought and follows with a delivery; `preorder`: it may be bought ahead of the day on which it comes; `out_of_stock`. Only buying decides: a status may be some seconds old, and says nothing about how many you may take.",
});

export const Availability = z
  .strictObject({
    status: AvailabilityStatus,
    quantity: z
      .int()
      .min(0)
      .optional()
      .meta({ description: "How many may be bought now. Only in shops that show it (`show_stock`)." }),
    available_from: Timestamp.optional().meta({ description: "The day of a preorder." }),
  })
  .meta({
    id: "Availability",
    description: "Whether it can be had. Of a bundle: as its scarcest component.",
    example: { status: "in_stock" },
  });

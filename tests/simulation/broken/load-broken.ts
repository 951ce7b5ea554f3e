import type { ShippedStock } from "../stock/shipped.ts";
import { requireBroken } from "./break-source.ts";

/** The shipped modules with one thing broken in them. Works under the module hooks alone. */
export async function loadBroken(name: string): Promise<ShippedStock> {
  const { shippedStock } = (await import(`../stock/shipped.ts?broken=${name}`)) as {
    shippedStock: ShippedStock;
  };
  requireBroken(name);
  return shippedStock;
}

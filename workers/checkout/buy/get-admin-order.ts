import type { z } from "zod";
import type { LineSource, getAdminOrder as spec } from "../../../contracts/http/admin/order-routes.ts";
import { readOrderId } from "../../../domain/kernel/record-id.ts";
import type { SourcedLine } from "../../../domain/order/source-lines.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { ordersOf } from "../shop.ts";
import { encodeOrder } from "./encode-order.ts";
import { lineSources } from "./line-sources.ts";

export async function getAdminOrder({
  params,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const id = readOrderId(params.id);
  if (!id) throw problem("not_found");

  const found = await (await ordersOf(env, id)).log({ id });
  const order = found.kind === "log" ? encodeOrder(found.record) : null;
  if (found.kind === "missing" || !order) throw problem("not_found");

  const sourced = found.record.attempt && lineSources(found.record.attempt);
  const lines = order.lines.map((line) => ({ ...line, sources: showSources(sourced?.get(line.id)) }));
  const log = found.log.map(({ position, atMs, type, facts }) => ({ position, at: iso(atMs), type, facts }));
  return { status: 200, body: { ...order, lines, log } };
}

function showSources(line: SourcedLine | undefined): z.input<typeof LineSource>[] | null {
  if (!line) return null;
  return line.sources.map(({ itemId, location, units }) => ({ inventory_item_id: itemId, location, units }));
}

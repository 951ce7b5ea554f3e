import type { z } from "zod";
import type {
  getLayout as getSpec,
  installLayout as installSpec,
  LayoutView,
  openGeneration as openSpec,
} from "../../../contracts/http/admin/operations-routes.ts";
import type { LayoutRecord } from "../../../contracts/rpc/layout.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { layoutStub } from "../../../platform/objects/layout-memo.ts";
import { iso } from "../cart/encode-cart.ts";
import type { CheckoutEnv } from "../env.ts";
import { refreshedLayout } from "../shop.ts";

const PLACEMENT = 0;

export async function getLayout({ env }: Call<typeof getSpec, CheckoutEnv>): Promise<Reply<typeof getSpec>> {
  return { status: 200, body: encodeLayout(await refreshedLayout(env)) };
}

export async function installLayout({
  body,
  env,
}: Call<typeof installSpec, CheckoutEnv>): Promise<Reply<typeof installSpec>> {
  const layout = await layoutStub(env.LAYOUT).install({
    stockPartitions: body.stock_partitions,
    ordersPartitions: body.orders_partitions,
  });
  await refreshedLayout(env);
  return { status: 200, body: encodeLayout(layout) };
}

export async function openGeneration({
  params,
  body,
  env,
}: Call<typeof openSpec, CheckoutEnv>): Promise<Reply<typeof openSpec>> {
  await refreshedLayout(env);
  const opened = await layoutStub(env.LAYOUT).openGeneration({
    placement: PLACEMENT,
    generation: params.generation,
    partitions: body.partitions,
  });
  if (opened.kind === "not_next") {
    throw problem("version_mismatch", { detail: "A generation is opened as one more than the present one." });
  }
  await refreshedLayout(env);
  return { status: 200, body: encodeLayout(opened.layout) };
}

/** The key of the order numbers stays inside. */
function encodeLayout(layout: LayoutRecord): z.infer<typeof LayoutView> {
  return {
    version: layout.version,
    stock_partitions: layout.stockPartitions,
    placements: layout.placements.map((row) => ({
      placement: row.placement,
      name: row.name,
      jurisdiction: row.jurisdiction,
      location_hint: row.locationHint,
      generations: row.generations.map((generation) => ({
        generation: generation.generation,
        partitions: generation.partitions,
        opened_at: iso(generation.openedAtMs),
        closed_at: generation.closedAtMs === null ? null : iso(generation.closedAtMs),
      })),
    })),
  };
}

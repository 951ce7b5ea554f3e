import { DurableObject } from "cloudflare:workers";
import { InstallLayout, LayoutRecord, type LayoutRpc, OpenGeneration } from "../../contracts/rpc/layout.ts";
import type { PartitionRpc } from "../../contracts/rpc/partition.ts";
import type { Place } from "../../domain/kernel/record-id.ts";
import { ordersPartitionName, stockPartitionName } from "../../platform/objects/partition-names.ts";
import { partitionStub, whereaboutsOf } from "../../platform/objects/partition-stub.ts";
import type { ObjectsEnv } from "../settings.ts";

const RECORD = "layout";
const WARM_AT_ONCE = 6;

/**
 * The one record of which partitions exist. Its operations create and warm partitions ahead of need; traffic never
 * does. Each operation may be repeated after a crash: partitions open once, and the record is written last.
 */
export class Layout extends DurableObject<ObjectsEnv> implements LayoutRpc {
  async current(): Promise<LayoutRecord | null> {
    const stored = this.ctx.storage.kv.get(RECORD);
    return stored === undefined ? null : LayoutRecord.parse(stored);
  }

  async install(input: InstallLayout): Promise<LayoutRecord> {
    const ask = InstallLayout.parse(input);
    const present = await this.current();
    if (present) return present;

    const layout: LayoutRecord = {
      version: 1,
      orderNumberKey: await this.#orderNumberKey(),
      stockPartitions: ask.stockPartitions,
      placements: [
        {
          placement: 0,
          name: "default",
          jurisdiction: null,
          locationHint: null,
          generations: [
            { generation: 1, partitions: ask.ordersPartitions, openedAtMs: Date.now(), closedAtMs: null },
          ],
        },
      ],
    };
    await this.#warm(layout, stockOf(layout));
    await this.#warm(layout, ordersOf(layout, 0, 1));
    // Two callers may have come this far side by side: the first record stays.
    const first = await this.current();
    if (first) return first;
    this.ctx.storage.kv.put(RECORD, layout);
    return layout;
  }

  async openGeneration(
    input: OpenGeneration,
  ): Promise<{ kind: "opened"; layout: LayoutRecord } | { kind: "not_next"; layout: LayoutRecord }> {
    const ask = OpenGeneration.parse(input);
    const layout = await this.current();
    if (!layout) throw new Error("there is no layout yet");
    const generations = layout.placements.find((row) => row.placement === ask.placement)?.generations ?? [];
    const newest = generations.at(-1)?.generation ?? 0;
    const present = generations.at(-1);
    if (present && ask.generation === present.generation && ask.partitions === present.partitions) {
      await this.#closeOlder(layout, ask.placement);
      return { kind: "opened", layout };
    }
    if (ask.generation !== newest + 1) return { kind: "not_next", layout };

    const nowMs = Date.now();
    const grown: LayoutRecord = {
      ...layout,
      version: layout.version + 1,
      placements: layout.placements.map((row) =>
        row.placement !== ask.placement
          ? row
          : {
              ...row,
              generations: [
                ...row.generations.map((old) => ({ ...old, closedAtMs: old.closedAtMs ?? nowMs })),
                {
                  generation: ask.generation,
                  partitions: ask.partitions,
                  openedAtMs: nowMs,
                  closedAtMs: null,
                },
              ],
            },
      ),
    };
    await this.#warm(grown, ordersOf(grown, ask.placement, ask.generation));
    const latest = await this.current();
    if (latest?.version !== layout.version) return { kind: "not_next", layout: latest ?? layout };
    this.ctx.storage.kv.put(RECORD, grown);
    await this.#closeOlder(grown, ask.placement);
    return { kind: "opened", layout: grown };
  }

  /** Chosen once, before any partition learns it, so that a repeated install tells all the same. */
  async #orderNumberKey(): Promise<LayoutRecord["orderNumberKey"]> {
    const known = this.ctx.storage.kv.get("order_number_key") as LayoutRecord["orderNumberKey"] | undefined;
    if (known) return known;
    const words = crypto.getRandomValues(new Uint32Array(4));
    const key: LayoutRecord["orderNumberKey"] = [
      (words[0] ?? 0) & 0xffffff,
      (words[1] ?? 0) & 0xffffff,
      (words[2] ?? 0) & 0xffffff,
      (words[3] ?? 0) & 0xffffff,
    ];
    this.ctx.storage.kv.put("order_number_key", key);
    return key;
  }

  async #warm(layout: LayoutRecord, named: Named[]): Promise<void> {
    for (let start = 0; start < named.length; start += WARM_AT_ONCE) {
      await Promise.all(
        named.slice(start, start + WARM_AT_ONCE).map(({ kind, name, place }) =>
          this.#partition(kind, layout, place.placement, name).open({
            layoutVersion: layout.version,
            ...place,
            orderNumberKey: layout.orderNumberKey,
            where: whereaboutsOf(layout, place.placement),
          }),
        ),
      );
    }
  }

  async #closeOlder(layout: LayoutRecord, placement: number): Promise<void> {
    const row = layout.placements.find((known) => known.placement === placement);
    for (const old of row?.generations.filter((generation) => generation.closedAtMs !== null) ?? []) {
      for (const { kind, name } of ordersOf(layout, placement, old.generation)) {
        await this.#partition(kind, layout, placement, name).close({ layoutVersion: layout.version });
      }
    }
  }

  #partition(kind: Named["kind"], layout: LayoutRecord, placement: number, name: string): PartitionRpc {
    const namespace = kind === "orders" ? this.env.ORDERS_PARTITIONS : this.env.STOCK_PARTITIONS;
    return partitionStub<PartitionRpc>(namespace, whereaboutsOf(layout, placement), name);
  }
}

type Named = { kind: "orders" | "stock"; name: string; place: Place };

function stockOf(layout: LayoutRecord): Named[] {
  return Array.from({ length: layout.stockPartitions }, (_, partition) => ({
    kind: "stock",
    name: stockPartitionName(partition),
    place: { placement: 0, generation: 0, partition },
  }));
}

function ordersOf(layout: LayoutRecord, placement: number, generation: number): Named[] {
  const row = layout.placements.find((known) => known.placement === placement);
  const size = row?.generations.find((known) => known.generation === generation)?.partitions ?? 0;
  return Array.from({ length: size }, (_, partition) => {
    const place = { placement, generation, partition };
    return { kind: "orders", name: ordersPartitionName(place), place };
  });
}

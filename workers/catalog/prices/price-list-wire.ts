import type * as wire from "../../../contracts/http/admin/price-list.ts";
import { composeHandle } from "../../../domain/catalog/compose-handle.ts";
import { type PriceList, standingOf } from "../../../domain/pricing/price-list.ts";
import type { PriceListEdit } from "../../../domain/pricing/revise-price-list.ts";

/** The words of the wire (`starts_at`) and ours (`startsAtMs`), both ways. */

export function readNewPriceList(body: wire.NewPriceList) {
  return {
    handle: composeHandle(body.handle),
    title: body.title,
    currency: body.currency,
    priceGroup: body.price_group,
    market: body.market,
    channel: body.channel,
    startsAtMs: momentOf(body.starts_at),
    endsAtMs: momentOf(body.ends_at),
    priority: body.priority,
    status: body.status,
    pricesIncludeTax: body.prices_include_tax,
  };
}

export function readPriceListEdit(body: wire.PriceListEdit): PriceListEdit {
  return {
    ...(body.title === undefined ? {} : { title: body.title }),
    ...(body.price_group === undefined ? {} : { priceGroup: body.price_group }),
    ...(body.market === undefined ? {} : { market: body.market }),
    ...(body.channel === undefined ? {} : { channel: body.channel }),
    ...(body.starts_at === undefined ? {} : { startsAtMs: momentOf(body.starts_at) }),
    ...(body.ends_at === undefined ? {} : { endsAtMs: momentOf(body.ends_at) }),
    ...(body.priority === undefined ? {} : { priority: body.priority }),
    ...(body.status === undefined ? {} : { status: body.status }),
    ...(body.prices_include_tax === undefined ? {} : { pricesIncludeTax: body.prices_include_tax }),
  };
}

export function showPriceList(list: PriceList, nowMs: number): wire.PriceList {
  return {
    id: list.id,
    version: list.version,
    handle: list.handle,
    title: list.title,
    currency: list.currency,
    price_group: list.priceGroup,
    market: list.market,
    channel: list.channel,
    starts_at: showMoment(list.startsAtMs),
    ends_at: showMoment(list.endsAtMs),
    priority: list.priority,
    status: list.status,
    prices_include_tax: list.pricesIncludeTax,
    is_live: standingOf(list, nowMs) === null,
    created_at: new Date(list.createdAtMs).toISOString(),
    updated_at: new Date(list.updatedAtMs).toISOString(),
  };
}

function momentOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function showMoment(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

import { CART_LIMITS } from "../../contracts/http/store/cart.ts";
import type {
  AskedView,
  CartChange,
  CartRef,
  ChangeCart,
  ChangeCartResult,
  CreateCart,
  CreateCartResult,
  DetailsChange,
  DropHold,
  HoldCart,
  HoldCartResult,
  NewLineFacts,
  ReadResult,
} from "../../contracts/rpc/orders.ts";
import type { CartLine, VariantSnapshot } from "../../domain/cart/cart-line.ts";
import {
  addLines,
  type LineRefusal,
  refreshLines,
  removeLine,
  setQuantity,
} from "../../domain/cart/change-lines.ts";
import { dropEarlyHold, holdEarly } from "../../domain/checkout/hold-early.ts";
import type { Spread } from "../../domain/inventory/stock-place.ts";
import type { RecordId } from "../../domain/kernel/record-id.ts";
import { ok, type Result } from "../../domain/kernel/result.ts";
import { beginRecord } from "../../domain/order/begin-record.ts";
import type { EarlyHold, OrderRecord } from "../../domain/order/record.ts";
import { DUE, type OrdersContext } from "./orders-context.ts";
import { expiryAfter, NOBODY, type Person, type StoredRecord } from "./record-rows.ts";
import { viewRecord } from "./view-record.ts";

const SWEEP_EVERY_MS = 3_600_000;
/** Well before the platform's 10 GB: from here on only carts that are here already grow, so sagas always have room. */
const FULL_AT_BYTES = 2_000_000_000;

/** IDP-1 A keyed create is found again by its key; a closed partition refers the caller to the newer layout. */
export function createCart(orders: OrdersContext, ask: CreateCart, nowMs: number): CreateCartResult {
  const earlier = ask.idempotency ? orders.keys.recall(ask.idempotency.scope, nowMs) : null;
  if (earlier && orders.keys.isFence(earlier)) return { kind: "fenced" };
  if (earlier && earlier.requestHash !== ask.idempotency?.requestHash) return { kind: "key_reused" };
  const known = earlier ? orders.load(earlier.made) : null;
  // Whoever lost our answer has no token and changed nothing: a cart that was changed is somebody's.
  if (known && known.record.contentVersion > 1) return { kind: "key_reused" };
  if (known) return { kind: "cart", record: viewRecord(known, nowMs), replayed: true };
  if (!orders.host.isOpen()) return { kind: "closed" };
  // A key always leads to its one partition, so keyed carts are let in: they are a part of what is held back.
  if (!ask.idempotency && orders.host.sql.databaseSize > FULL_AT_BYTES) return { kind: "full" };

  const added = addLines([], ask.lines.map(domainLine), CART_LIMITS);
  if (!added.ok) return createRefusal(added.refusal);
  const born = newborn(orders, ask, added.value);
  const stored = { ...born, ...withDetails(born.record, born.person, ask.details) };
  orders.write(stored, null, nowMs);
  if (Object.keys(ask.details).length > 0) orders.rows.savePerson(stored.record.id, stored.person);
  planSweep(orders, nowMs);
  if (ask.idempotency) orders.keys.remember(ask.idempotency, ask.id, stored.record.version, nowMs);
  return { kind: "cart", record: viewRecord(stored, nowMs), replayed: false };
}

export function readCart(orders: OrdersContext, ask: CartRef, nowMs: number): ReadResult {
  const stored = loadOrBegin(orders, ask, nowMs);
  return stored ? { kind: "record", record: viewRecord(stored, nowMs) } : { kind: "missing" };
}

/** Every edit of a cart. Refused while it is being bought and after. */
export function changeCart(orders: OrdersContext, ask: ChangeCart, nowMs: number): ChangeCartResult {
  const stored = loadOrBegin(orders, ask, nowMs);
  if (!stored) return { kind: "missing" };
  const earlier = ask.idempotency ? orders.keys.recall(ask.idempotency.scope, nowMs) : null;
  if (earlier && earlier.requestHash !== ask.idempotency?.requestHash) return { kind: "key_reused" };
  if (earlier) return { kind: "record", record: viewRecord(stored, nowMs), replayed: true };

  const { record } = stored;
  if (record.status === "checking_out") return { kind: "in_progress" };
  if (record.status !== "open") return { kind: "closed", record: viewRecord(stored, nowMs) };
  if (ask.ifVersion !== null && ask.ifVersion !== record.version) return { kind: "version_mismatch" };

  const changed = applyChange(stored, ask.change);
  if (!changed.ok) return lineRefusal(changed.refusal);
  const written: StoredRecord = {
    ...stored,
    ...changed.value,
    record: {
      ...changed.value.record,
      version: record.version + 1,
      contentVersion: record.contentVersion + 1,
      updatedAtMs: nowMs,
    },
    expiresAtMs: expiryAfter(stored.expiresAtMs, nowMs, orders.settings.CART_KEEP_MS),
  };
  orders.write(written, null, nowMs);
  if (changed.value.person !== stored.person) orders.rows.savePerson(record.id, changed.value.person);
  planSweep(orders, nowMs);
  if (ask.idempotency) orders.keys.remember(ask.idempotency, record.id, written.record.version, nowMs);
  return { kind: "record", record: viewRecord(written, nowMs), replayed: false };
}

/** Notes an early hold in memory before the caller asks stock for it: it is stored a moment later. */
export function holdCart(orders: OrdersContext, ask: HoldCart, nowMs: number): HoldCartResult {
  const stored = loadOrBegin(orders, ask, nowMs);
  if (!stored) return { kind: "missing" };
  const decided = holdEarly(stored.record, { ...ask, spreads: ask.spreads as Spread[] }, nowMs);
  if (!decided.ok) {
    const { refusal } = decided;
    if (refusal.code === "closed") return { kind: "closed", record: viewRecord(stored, nowMs) };
    if (refusal.code === "too_many_holds") return { kind: "too_many_holds", allowed: refusal.allowed };
    return { kind: refusal.code };
  }

  const { record, hold, what, replaces } = decided.value;
  if (record !== stored.record) orders.note({ ...stored, record });
  return {
    kind: "hold",
    what,
    legs: hold.legs.map(viewLeg),
    replaces: replaces.map(viewLeg),
    expiresAtMs: hold.expiresAtMs,
    country: record.country,
  };
}

function viewLeg({ place, holdId, items, seen }: EarlyHold["legs"][number]): AskedView {
  return { place, holdId, items: [...items], seen: [...seen] };
}

/** False when a checkout has taken the hold over, or it was replaced: then it is not the caller's to give back. */
export function dropHold(orders: OrdersContext, ask: DropHold): boolean {
  const stored = orders.load(ask.id);
  const record = stored && dropEarlyHold(stored.record, ask.holdId);
  if (stored && record) orders.note({ ...stored, record });
  return record !== null;
}

/** A cart that was never written exists in its signed token alone, until its time is over. */
export function loadOrBegin(orders: OrdersContext, ask: CartRef, nowMs: number): StoredRecord | null {
  const stored = orders.load(ask.id);
  if (stored) return stored.record.status === "open" && stored.expiresAtMs <= nowMs ? null : stored;
  if (ask.birth.createdAtMs + orders.settings.CART_KEEP_MS <= nowMs) return null;
  return newborn(orders, ask, []);
}

function newborn(orders: OrdersContext, ask: CartRef, lines: CartLine[]): StoredRecord {
  const record = beginRecord({ id: ask.id as RecordId, ...ask.birth }, lines);
  return {
    record,
    person: NOBODY,
    logPosition: 0,
    notes: 0,
    expiresAtMs: ask.birth.createdAtMs + orders.settings.CART_KEEP_MS,
  };
}

function applyChange(
  { record, person }: StoredRecord,
  change: CartChange,
): Result<{ record: OrderRecord; person: Person }, LineRefusal> {
  switch (change.kind) {
    case "add_line":
      return withLines(record, person, addLines(record.lines, [domainLine(change.line)], CART_LIMITS));
    case "set_quantity":
      return withLines(
        record,
        person,
        setQuantity(record.lines, change.lineId, change.quantity, CART_LIMITS),
      );
    case "remove_line":
      return withLines(record, person, removeLine(record.lines, change.lineId));
    case "refresh_lines": {
      const variants = new Map(
        change.variants.map((variant) => [variant.variantId, variant as unknown as VariantSnapshot]),
      );
      const lines = refreshLines(record.lines, variants, new Set(change.gone));
      return ok({ record: { ...record, lines }, person });
    }
    case "set_details":
      return ok(withDetails(record, person, change.details));
  }
}

function withDetails(
  record: OrderRecord,
  person: Person,
  details: DetailsChange,
): { record: OrderRecord; person: Person } {
  const who: Person = {
    email: details.email ?? person.email,
    shippingAddress: details.shippingAddress ?? person.shippingAddress,
    billingAddress: details.billingAddress ?? person.billingAddress,
  };
  const country = who.shippingAddress?.country ?? null;
  const shippingOptionId = details.shippingOptionId ?? record.shippingOptionId;
  return { record: { ...record, country, shippingOptionId }, person: who };
}

function withLines(
  record: OrderRecord,
  person: Person,
  lines: Result<CartLine[], LineRefusal>,
): Result<{ record: OrderRecord; person: Person }, LineRefusal> {
  return lines.ok ? ok({ record: { ...record, lines: lines.value }, person }) : lines;
}

function lineRefusal(refusal: LineRefusal): ChangeCartResult {
  return refusal.code === "unknown_line"
    ? { kind: "unknown_line" }
    : { kind: refusal.code, allowed: refusal.allowed };
}

/** A new cart has no line that could be unknown. */
function createRefusal(refusal: LineRefusal): CreateCartResult {
  return { kind: "limit", limit: refusal.code, allowed: "allowed" in refusal ? refusal.allowed : 0 };
}

function domainLine(line: NewLineFacts): { lineId: string; variant: VariantSnapshot; quantity: number } {
  return {
    lineId: line.lineId,
    variant: line.variant as unknown as VariantSnapshot,
    quantity: line.quantity,
  };
}

function planSweep(orders: OrdersContext, nowMs: number): void {
  orders.host.planOnce(DUE.sweep, "", nowMs + Math.min(SWEEP_EVERY_MS, orders.settings.CART_KEEP_MS));
}

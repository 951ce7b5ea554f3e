import type { createCart as spec } from "../../../contracts/http/store/cart-routes.ts";
import type { LayoutRecord } from "../../../contracts/rpc/layout.ts";
import type {
  CartRef,
  CreateCart,
  CreateCartResult,
  DetailsChange,
  NewLineFacts,
  OrdersRpc,
  RecordView,
} from "../../../contracts/rpc/orders.ts";
import { composeRecordId, type Place, type RecordId } from "../../../domain/kernel/record-id.ts";
import { etagOf } from "../../../platform/http/etag.ts";
import { type HashedKey, hashKey, REPLAYED } from "../../../platform/http/idempotency.ts";
import { isPassingFault } from "../../../platform/http/is-passing-fault.ts";
import { problem } from "../../../platform/http/problem.ts";
import type { Call, Reply } from "../../../platform/http/service.ts";
import { mintId, randomDigits } from "../../../platform/ids/mint.ts";
import { type CheckoutEnv, readCheckoutSettings } from "../env.ts";
import { currentLayout, ordersAt, refreshedLayout } from "../shop.ts";
import { signCartToken } from "./cart-token.ts";
import { chooseReader } from "./choose-reader.ts";
import { encodeCart } from "./encode-cart.ts";
import { pricingBundle } from "./pricing.ts";
import { readDetails } from "./read-details.ts";
import { describeVariants } from "./variants.ts";

const PLACEMENT = 0;
const FENCE_FOR_MS = 24 * 3_600_000;
const TRIES = 3;

type Begun = { record: RecordView; replayed: boolean };

export async function createCart({
  body,
  headers,
  actor,
  env,
}: Call<typeof spec, CheckoutEnv>): Promise<Reply<typeof spec>> {
  const bundle = await pricingBundle(env);
  const chosen = await chooseReader(env, actor, body);
  const key = await hashKey(headers["idempotency-key"], actor.id, "createCart", body);

  const { currency: _currency, market: _market, lines: asked = [], ...given } = body;
  const [lines, details] = await Promise.all([
    describeLines(env, asked, chosen),
    readDetails(env, given, chosen.currency),
  ]);
  const begun = await begin(env, { ...chosen, createdAtMs: Date.now() }, lines, details, key);

  const { record } = begun;
  const { currency, reader, createdAtMs } = record;
  const ref: CartRef = { id: record.id, birth: { currency, createdAtMs, ...(reader ? { reader } : {}) } };
  const token = signCartToken(ref, env.CART_TOKEN_KEY);
  const cart = encodeCart(record, bundle);
  return {
    status: 201,
    body: { ...cart, cart_token: token },
    headers: {
      etag: etagOf(record.version),
      location: `/v1/store/carts/${cart.id}`,
      ...(begun.replayed ? REPLAYED : {}),
    },
  };
}

async function describeLines(
  env: CheckoutEnv,
  asked: readonly { variant_id: string; quantity: number }[],
  chosen: Awaited<ReturnType<typeof chooseReader>>,
): Promise<NewLineFacts[]> {
  const wanted = asked.map(({ variant_id }, index) => ({
    variantId: variant_id,
    pointer: `/lines/${index}/variant_id`,
  }));
  const variants = await describeVariants(env, wanted, chosen);
  return asked.flatMap(({ variant_id, quantity }) => {
    const variant = variants.get(variant_id);
    return variant ? [{ lineId: mintId("line"), variant, quantity }] : [];
  });
}

/** Without content or a key nothing is written: the cart exists in its signed token until its first change. */
async function begin(
  env: CheckoutEnv,
  birth: CartRef["birth"],
  lines: NewLineFacts[],
  details: DetailsChange,
  key: HashedKey | null,
): Promise<Begun> {
  const isEmpty = lines.length === 0 && Object.keys(details).length === 0;
  let layout = await currentLayout(env);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const generation = openGeneration(layout);
    const partition = key
      ? partitionOfKey(key.scope, generation.partitions)
      : anyPartition(generation.partitions);
    const place: Place = { placement: PLACEMENT, generation: generation.generation, partition };
    const id = composeRecordId(place, randomDigits());
    if (isEmpty && !key)
      return { record: unwritten(id, birth, readCheckoutSettings(env).CART_KEEP_MS), replayed: false };

    const earlier = key && (await askOlderGenerations(env, layout, key, birth));
    if (earlier) return earlier;
    const created = await createAt(ordersAt(env, layout, place), {
      id,
      birth,
      lines,
      details,
      idempotency: key,
    });
    switch (created.kind) {
      case "cart":
        return { record: created.record, replayed: created.replayed };
      case "key_reused":
        throw problem("idempotency_key_reused");
      case "limit":
        throw problem("limit_exceeded", { members: { limit: created.limit, allowed: created.allowed } });
      case "full":
        // Another partition has room; the draw is repeated.
        break;
      case "closed":
      case "fenced":
        // A newer generation opened since this isolate last looked.
        layout = await refreshedLayout(env);
    }
  }
  throw problem("service_unavailable");
}

/** A partition that is down takes none of the carts that could as well begin elsewhere. A key has one place only. */
async function createAt(orders: OrdersRpc, ask: CreateCart): Promise<CreateCartResult> {
  try {
    return await orders.create(ask);
  } catch (error) {
    if (ask.idempotency || !isPassingFault(error)) throw error;
    return { kind: "full" };
  }
}

/** IDP-2 For a day after a generation opened, its predecessors first answer for this key or refuse it for ever. */
async function askOlderGenerations(
  env: CheckoutEnv,
  layout: LayoutRecord,
  key: HashedKey,
  birth: CartRef["birth"],
): Promise<Begun | null> {
  const generations = layout.placements.find((row) => row.placement === PLACEMENT)?.generations ?? [];
  const recent = generations.filter(
    (row) => row.closedAtMs !== null && row.closedAtMs > Date.now() - FENCE_FOR_MS,
  );
  for (const { generation, partitions } of recent) {
    const place: Place = {
      placement: PLACEMENT,
      generation,
      partition: partitionOfKey(key.scope, partitions),
    };
    const orders = ordersAt(env, layout, place);
    const answer = await orders.answerOrFence({ scope: key.scope });
    if (answer.kind === "fenced") continue;
    if (answer.requestHash !== key.requestHash) throw problem("idempotency_key_reused");
    const found = await orders.read({ id: answer.id, birth });
    if (found.kind === "record") return { record: found.record, replayed: true };
  }
  return null;
}

function openGeneration(layout: LayoutRecord): { generation: number; partitions: number } {
  const generations = layout.placements.find((row) => row.placement === PLACEMENT)?.generations ?? [];
  const open = generations.findLast((row) => row.closedAtMs === null);
  if (!open) throw problem("service_unavailable", { detail: "No generation of order partitions is open." });
  return open;
}

/** A plain hash, so that a retry through any isolate asks the same partition. */
function partitionOfKey(scope: string, partitions: number): number {
  return Number.parseInt(scope.slice(0, 8), 16) % partitions;
}

function anyPartition(partitions: number): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % partitions;
}

function unwritten(id: RecordId, birth: CartRef["birth"], keepMs: number): RecordView {
  return {
    id,
    status: "open",
    version: 1,
    contentVersion: 1,
    currency: birth.currency,
    reader: birth.reader ?? null,
    lines: [],
    country: null,
    shippingOptionId: null,
    email: null,
    shippingAddress: null,
    billingAddress: null,
    holdExpiresAtMs: null,
    number: null,
    orderStatus: null,
    attempt: null,
    cancelReason: null,
    createdAtMs: birth.createdAtMs,
    updatedAtMs: birth.createdAtMs,
    expiresAtMs: birth.createdAtMs + keepMs,
    placedAtMs: null,
  };
}

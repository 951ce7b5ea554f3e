import { WorkerEntrypoint } from "cloudflare:workers";
import * as operationsSpecs from "../../contracts/http/admin/operations-routes.ts";
import * as orderSpecs from "../../contracts/http/admin/order-routes.ts";
import * as stockOperationsSpecs from "../../contracts/http/admin/stock-operations-routes.ts";
import * as stockSpecs from "../../contracts/http/admin/stock-routes.ts";
import * as cartSpecs from "../../contracts/http/store/cart-routes.ts";
import * as webhookSpecs from "../../contracts/http/webhook-routes.ts";
import type { HealthRpc } from "../../contracts/rpc/identity.ts";
import { Service } from "../../platform/http/service.ts";
import { layoutStub } from "../../platform/objects/layout-memo.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import { completeCart } from "./buy/complete-cart.ts";
import { getAdminOrder } from "./buy/get-admin-order.ts";
import { getOrder } from "./buy/get-order.ts";
import { holdCart } from "./buy/hold-cart.ts";
import { resumeCheckout } from "./buy/resume-checkout.ts";
import { changeCart } from "./cart/change-cart.ts";
import { createCart } from "./cart/create-cart.ts";
import { getCart } from "./cart/get-cart.ts";
import { addLine, changeLine, removeLine } from "./cart/line-operations.ts";
import { listShippingOptions } from "./cart/list-shipping-options.ts";
import type { CheckoutEnv } from "./env.ts";
import { getLayout, installLayout, openGeneration } from "./operations/layout-operations.ts";
import { listPartitions, retryParked } from "./operations/partition-operations.ts";
import { receiveTestProviderEvent } from "./payments/receive-test-provider-event.ts";
import { adjustStock } from "./stock/adjust-stock.ts";
import { adjustStockInBulk } from "./stock/adjust-stock-in-bulk.ts";
import { auditAllStock } from "./stock/audit-all-stock.ts";
import { changeStockPolicy } from "./stock/change-stock-policy.ts";
import { listHolds } from "./stock/list-holds.ts";
import { listStock } from "./stock/list-stock.ts";
import { auditStock, getStock, listMovements } from "./stock/read-stock.ts";
import { releaseHold } from "./stock/release-hold.ts";
import { gatherStock, spreadStock } from "./stock/spread-stock.ts";
import { transferStock } from "./stock/transfer-stock.ts";

const RETRY_AFTER_S = 5;

const service = new Service<CheckoutEnv>("checkout");
service.serve(cartSpecs.createCart, createCart);
service.serve(cartSpecs.getCart, getCart);
service.serve(cartSpecs.changeCart, changeCart);
service.serve(cartSpecs.addLine, addLine);
service.serve(cartSpecs.changeLine, changeLine);
service.serve(cartSpecs.removeLine, removeLine);
service.serve(cartSpecs.listShippingOptions, listShippingOptions);
service.serve(cartSpecs.holdCart, holdCart);
service.serve(cartSpecs.completeCart, completeCart);
service.serve(cartSpecs.getOrder, getOrder);
service.serve(orderSpecs.getAdminOrder, getAdminOrder);
service.serve(stockSpecs.listStock, listStock);
service.serve(stockSpecs.getStock, getStock);
service.serve(stockSpecs.changeStockPolicy, changeStockPolicy);
service.serve(stockSpecs.adjustStock, adjustStock);
service.serve(stockSpecs.adjustStockInBulk, adjustStockInBulk);
service.serve(stockSpecs.transferStock, transferStock);
service.serve(stockSpecs.listMovements, listMovements);
service.serve(stockSpecs.listHolds, listHolds);
service.serve(stockSpecs.releaseHold, releaseHold);
service.serve(stockSpecs.auditStock, auditStock);
service.serve(stockOperationsSpecs.auditAllStock, auditAllStock);
service.serve(stockOperationsSpecs.spreadStock, spreadStock);
service.serve(stockOperationsSpecs.gatherStock, gatherStock);
service.serve(operationsSpecs.getLayout, getLayout);
service.serve(operationsSpecs.installLayout, installLayout);
service.serve(operationsSpecs.openGeneration, openGeneration);
service.serve(operationsSpecs.listPartitions, listPartitions);
service.serve(operationsSpecs.retryParked, retryParked);
service.serve(webhookSpecs.receiveTestProviderEvent, receiveTestProviderEvent);

export default {
  fetch: service.app.fetch,

  /** Sagas whose request died. Each message stands alone: one that fails is retried, the others are done. */
  async queue(batch: MessageBatch, env: CheckoutEnv): Promise<void> {
    await Promise.all(
      batch.messages.map(async (message) => {
        try {
          await resumeCheckout(env, message.body);
          message.ack();
        } catch (error) {
          logEvent("warn", "checkout.resume_failed", { attempts: message.attempts, ...describeError(error) });
          message.retry({ delaySeconds: RETRY_AFTER_S * message.attempts });
        }
      }),
    );
  },
} satisfies ExportedHandler<CheckoutEnv>;

/** What the gateway asks of this Worker beside HTTP. */
export class CheckoutRpc extends WorkerEntrypoint<CheckoutEnv> implements HealthRpc {
  async health(): Promise<Record<string, "ok" | "down">> {
    try {
      const layout = await layoutStub(this.env.LAYOUT).current();
      return { objects: layout ? "ok" : "down" };
    } catch {
      return { objects: "down" };
    }
  }
}

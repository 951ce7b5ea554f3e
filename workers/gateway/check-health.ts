import type { HealthReport } from "../../contracts/http/gateway-routes.ts";
import { type HealthRpc, ServiceHealth } from "../../contracts/rpc/identity.ts";
import { describeError, logEvent } from "../../platform/telemetry/log.ts";
import type { GatewayEnv } from "./env.ts";
import { within } from "./within.ts";

const LIMIT_MS = 2_000;

/** Asks every service at once how it is. One that fails or is too slow is `{ service: "down" }`. */
export async function checkHealth(env: GatewayEnv): Promise<HealthReport> {
  const [catalog, checkout, orders, identity] = await Promise.all([
    healthOf("catalog", env.CATALOG_RPC),
    healthOf("checkout", env.CHECKOUT_RPC),
    healthOf("orders", env.ORDERS_RPC),
    healthOf("identity", env.IDENTITY_RPC),
  ]);
  const checks = { catalog, checkout, orders, identity };

  const words = Object.values(checks).flatMap((check) => Object.values(check));
  return { status: words.every((word) => word === "ok") ? "ok" : "down", checks };
}

async function healthOf(service: string, rpc: HealthRpc): Promise<ServiceHealth> {
  try {
    return ServiceHealth.parse(await within(LIMIT_MS, rpc.health()));
  } catch (error) {
    logEvent("warn", "gateway.health_check_failed", { service, ...describeError(error) });
    return { service: "down" };
  }
}

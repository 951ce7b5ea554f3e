import { WorkerEntrypoint } from "cloudflare:workers";
import {
  type HealthRpc,
  type IdentityRpc as IdentityRpcContract,
  type ServiceHealth,
  type VerifiedKey,
  VerifyKey,
} from "../../contracts/rpc/identity.ts";
import type { IdentityEnv } from "./env.ts";
import { verifyKey } from "./verify-key.ts";

/** What other Workers of the shop may ask identity. */
export class IdentityRpc extends WorkerEntrypoint<IdentityEnv> implements IdentityRpcContract, HealthRpc {
  verifyKey(ask: VerifyKey): Promise<VerifiedKey | null> {
    return verifyKey(VerifyKey.parse(ask), this.env.DB);
  }

  async health(): Promise<ServiceHealth> {
    try {
      await this.env.DB.prepare("SELECT id FROM api_key LIMIT 1").run();
      return { d1: "ok" };
    } catch {
      return { d1: "down" };
    }
  }
}

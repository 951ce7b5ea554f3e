import { WorkerEntrypoint } from "cloudflare:workers";
import { z } from "zod";
import {
  type CatalogRpc as CatalogContract,
  DescribeVariants,
  FindSkus,
  type PricingSettings,
  type RecalledVariants,
  RecallVariants,
  type SkuOfItem,
  SkusOfItems,
  type VariantFacts,
} from "../../../contracts/rpc/catalog.ts";
import type { HealthRpc, ServiceHealth } from "../../../contracts/rpc/identity.ts";
import type { CatalogEnv } from "../env.ts";
import { beginRead, type ReadContext } from "../reads/read-context.ts";
import { areSettingsKnown, currentSettings } from "../reads/shop-settings.ts";
import { checkHealth } from "./check-health.ts";
import { describeVariants } from "./describe-variants.ts";
import { findSku } from "./find-sku.ts";
import { findSkus, skusOfItems } from "./find-skus.ts";
import { recallVariants } from "./recall-variants.ts";
import { requireFresh } from "./require-fresh.ts";

const FindSku = z.strictObject({ sku: z.string().max(64) });

/** What other Workers of the shop ask the catalog. */
export class CatalogRpc extends WorkerEntrypoint<CatalogEnv> implements CatalogContract, HealthRpc {
  async describeVariants(ask: DescribeVariants): Promise<VariantFacts[]> {
    return describeVariants(this.#beginRead(), DescribeVariants.parse(ask));
  }

  async pricingSettings(): Promise<PricingSettings | null> {
    const read = this.#beginRead();
    await requireFresh(read);
    const present = await currentSettings(read);
    if (!present) return null;
    const known = areSettingsKnown(read) ? { asOfMs: read.memory.heads.asOfMs } : {};
    return { version: present.version, settings: present.body, ...known };
  }

  async recallVariants(ask: RecallVariants): Promise<RecalledVariants> {
    return recallVariants(this.#beginRead(), RecallVariants.parse(ask));
  }

  async findSku(ask: { sku: string }): Promise<SkuOfItem | null> {
    return findSku(this.env.DB, FindSku.parse(ask).sku);
  }

  async findSkus(ask: FindSkus): Promise<SkuOfItem[]> {
    return findSkus(this.env.DB, FindSkus.parse(ask).skus);
  }

  async skusOfItems(ask: SkusOfItems): Promise<SkuOfItem[]> {
    return skusOfItems(this.env.DB, SkusOfItems.parse(ask).itemIds);
  }

  async health(): Promise<ServiceHealth> {
    return checkHealth(this.env);
  }

  #beginRead(): ReadContext {
    return beginRead(this.env, (work) => this.ctx.waitUntil(work));
  }
}

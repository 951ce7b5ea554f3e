import type { RecalledVariants, RecallVariants, VariantFacts } from "../../../contracts/rpc/catalog.ts";
import { lookHowFresh, type ReadContext } from "../reads/read-context.ts";
import { priceReaderOf, rememberedVariant, topicsOf } from "./describe-variants.ts";

/**
 * PRC-10 What this isolate remembers of a cart's variants. Nothing while the change feed can be read: one failure of the
 * database makes no outage, and whoever asks again gets prices of now.
 */
export async function recallVariants(read: ReadContext, ask: RecallVariants): Promise<RecalledVariants> {
  if ((await lookHowFresh(read)) === "fresh") return { database: "answers" };

  const { heads } = read.memory;
  const reader = priceReaderOf(ask);
  const described: VariantFacts[] = [];
  const outdated: string[] = [];
  for (const { variantId, productId, seq } of ask.lines) {
    const known = rememberedVariant(read, variantId, reader);
    const isEdited = () => heads.isKnownToBeOld({ asOfSeq: seq, topics: topicsOf({ productId }) });
    if (known) described.push(known);
    else if (known === null || isEdited()) outdated.push(variantId);
  }
  return { database: "down", described, outdated };
}

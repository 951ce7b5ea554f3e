import type { z } from "zod";
import * as wire from "../../../../contracts/http/admin/product.ts";
import { composeProduct } from "../../../../domain/catalog/compose-product.ts";
import type { KnownReferences } from "../../../../domain/catalog/find-product-flaws.ts";
import type { Flaw } from "../../../../domain/catalog/flaw.ts";
import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { Product, VariantIdentity } from "../../../../domain/catalog/product.ts";
import { reviseProduct } from "../../../../domain/catalog/revise-product.ts";
import { ok, type Result, refuse } from "../../../../domain/kernel/result.ts";
import { readNewProduct, readProductEdit } from "../../admin/product-wire.ts";
import { withPresentVariants } from "./with-present-variants.ts";

export type Upsert = {
  draft: Draft;
  before: Product | null;
  /** Ids of the pictures that the draft names by address or id, as far as there are any. */
  pictures: ReadonlyMap<string, string>;
  known: KnownReferences;
  newId: string;
  identify: () => VariantIdentity;
  nowMs: number;
};

/**
 * IMP-2 What becomes of a product that a file or a bulk request names: its first version, the next one, or `before` itself
 * where nothing changes, so that the same file again makes no version. It is judged as a request by hand would be.
 */
export function decideUpsert(upsert: Upsert): Result<Product, readonly Flaw[]> {
  const { before, known, identify, nowMs, newId } = upsert;
  const body = bodyOf(upsert);
  if (!before) {
    const read = wire.NewProduct.safeParse(body);
    if (!read.success) return refuse(flawsOf(read.error));
    return composeProduct(readNewProduct(read.data), known, newId, identify, nowMs);
  }
  // There is something to change where nothing is said: that is an edit by hand that went wrong, and here no edit.
  if (Object.keys(body).length === 0) return ok(before);
  const read = wire.ProductEdit.safeParse(body);
  if (!read.success) return refuse(flawsOf(read.error));
  return reviseProduct(before, readProductEdit(read.data), known, identify, nowMs);
}

/** The draft as a request would say it. */
function bodyOf({ draft, before, pictures }: Upsert): Record<string, unknown> {
  const { id: _, ...body }: Record<string, unknown> = draft.fields;
  const isPart = draft.currencies !== null;
  if (draft.pictures) {
    const found = draft.pictures.flatMap(({ src, alt }) => {
      const id = pictures.get(src);
      return id === undefined ? [] : [{ id, alt: alt || (isPart ? altOf(before, id) : "") }];
    });
    // Two addresses may lead to one picture.
    body.media = [...new Map(found.toReversed().map((picture) => [picture.id, picture])).values()].reverse();
  }
  if (draft.variants) body.variants = withPresentVariants(draft, draft.variants, before, pictures);
  if (isPart && before && coversOptions(before, body.options)) delete body.options;
  if (isPart && before && isRecord(body.metadata)) body.metadata = { ...before.metadata, ...body.metadata };
  return body;
}

/** IMP-6 A table has no place for values of options that no variant has now, nor for their order. */
function coversOptions({ options }: Product, said: unknown): boolean {
  if (!Array.isArray(said) || said.length !== options.length) return false;
  return (said as { name: string; values: string[] }[]).every(({ name, values }, index) => {
    const own = options[index];
    return own?.name === name && values.every((value) => own.values.includes(value));
  });
}

function altOf(before: Product | null, id: string): string {
  return before?.media.find((own) => own.id === id)?.alt ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function flawsOf({ issues }: z.ZodError): Flaw[] {
  return issues.flatMap((issue) => {
    const at = issue.path.filter((step) => typeof step !== "symbol");
    if (issue.code !== "unrecognized_keys") return [{ at, detail: issue.message.slice(0, 300) }];
    return issue.keys.slice(0, 20).map((key) => ({ at: [...at, key], detail: "is not a known field" }));
  });
}

import { ok, type Result, refuse } from "../kernel/result.ts";
import { composeNames } from "./compose-names.ts";
import { findAttributeFlaws } from "./find-attribute-flaws.ts";
import { findKindFlaws } from "./find-kind-flaws.ts";
import { findProductFlaws, type KnownReferences } from "./find-product-flaws.ts";
import type { Flaw } from "./flaw.ts";
import { inertTexts } from "./inert-texts.ts";
import { type EditedVariant, matchVariants } from "./match-variants.ts";
import type { DraftVariant, Product, ProductFields, VariantIdentity } from "./product.ts";
import { publishedAt } from "./published-at.ts";
import { renameInTranslations } from "./rename-in-translations.ts";
import { resolveComponents } from "./resolve-components.ts";
import { sameValue } from "./same-value.ts";
import { tidyProduct } from "./tidy-product.ts";

/** What staff want changed. What is left out stays; `variants` is the whole list. */
export type ProductEdit = Partial<ProductFields> & { readonly variants?: readonly EditedVariant[] };

/**
 * The version that follows `product`, or `product` itself when the edit changes nothing, so that sending the same
 * edit again makes no new version.
 */
export function reviseProduct(
  product: Product,
  edit: ProductEdit,
  known: KnownReferences,
  identify: () => VariantIdentity,
  nowMs: number,
): Result<Product, readonly Flaw[]> {
  const { variants: editedVariants, ...fields } = edit;
  const matched = editedVariants ? matchVariants(product.variants, editedVariants, identify) : null;
  if (matched && !matched.ok) return matched;

  const drafts: readonly DraftVariant[] = matched ? matched.value : product.variants;
  return decideRevision(product, fields, drafts, known, nowMs, editedVariants !== undefined);
}

/** The same from variants that are matched already. `saysVariants`: whoever asks named them. */
export function decideRevision(
  product: Product,
  fields: Partial<ProductFields>,
  drafts: readonly DraftVariant[],
  known: KnownReferences,
  nowMs: number,
  saysVariants: boolean,
): Result<Product, readonly Flaw[]> {
  const edited = composeNames(
    inertTexts({
      ...product,
      translations: renameInTranslations(product.translations, product.variants, drafts),
      ...fields,
      variants: drafts,
    }),
  );
  const references = withPresent(product, known);
  const flaws = [
    ...findKindFlaws(product.variants, drafts),
    ...findProductFlaws(edited, references, product.id),
    // CAT-8 What a later edit of the type took away is nobody's fault who edits something else.
    ...(fields.type === undefined && fields.attributes === undefined
      ? []
      : findAttributeFlaws(edited, references.types)),
  ];
  if (flaws.length > 0) return refuse(saysVariants ? flaws : flaws.map(asFlawOfOptions));

  const variants = resolveComponents(edited.variants, references.variants, edited.status === "archived");
  const next: Product = tidyProduct({ ...edited, variants });
  if (sameValue(next, product)) return ok(product);
  const publishedAtMs = publishedAt(product, next, nowMs);
  return ok({ ...next, publishedAtMs, version: product.version + 1, updatedAtMs: nowMs });
}

/** What the product refers to already is known to exist. Its own variants have the SKUs that the edit gives them. */
function withPresent(product: Product, known: KnownReferences): KnownReferences {
  const own = new Set(product.variants.map(({ id }) => id));
  return {
    variants: new Map([...known.variants].filter(([, { variantId }]) => !own.has(variantId))),
    collections: new Set([...known.collections, ...product.collections]),
    media: new Set([...known.media, ...product.media.map(({ id }) => id)]),
    types: known.types,
    brands: product.brand === null ? known.brands : new Set([...known.brands, product.brand]),
    categories: new Set([...known.categories, ...product.categories]),
    products: new Set([...known.products, ...product.related.map(({ productId }) => productId)]),
    channels: known.channels && new Set([...known.channels, ...(product.channels ?? [])]),
  };
}

/** Staff who sent no variants changed the options away under them: that is the place they can see. */
function asFlawOfOptions(flaw: Flaw): Flaw {
  if (flaw.at[0] !== "variants") return flaw;
  return { at: ["options"], detail: `variant ${flaw.at[1]} of the product does not fit: ${flaw.detail}` };
}

import type { Draft, DraftVariant } from "../../../../domain/catalog/import/draft.ts";
import type { Product, Variant } from "../../../../domain/catalog/product.ts";
import { sameValue } from "../../../../domain/catalog/same-value.ts";

type Body = Record<string, unknown>;

/**
 * The variants of a draft as an edit names them. CAT-2 One that is there keeps its id: found by id, by SKU, or by its
 * options where the file knows it by no SKU or by a new one. What the file can't say of it (prices in other currencies,
 * a compare-at price it has no column for) it keeps.
 */
export function withPresentVariants(
  draft: Draft,
  variants: readonly DraftVariant[],
  before: Product | null,
  pictures: ReadonlyMap<string, string>,
): Body[] {
  const matched = matchPresent(variants, before);
  return variants.map((variant, index) => {
    const present = matched[index] ?? null;
    const { id: _, ...body } = variant.fields as Body;
    if (present) body.id = present.id;
    if (present && variant.hasDerivedSku) body.sku = present.sku;
    const isSameChoice = present !== null && sameValue(body.options ?? {}, present.options);
    if (isSameChoice && variant.hasDerivedTitle) body.title = present.title;
    if (draft.currencies !== null) body.prices = mergePrices(body.prices, draft.currencies, present);
    const picture = variant.pictureSrc === null ? undefined : pictures.get(variant.pictureSrc);
    if (picture !== undefined) body.media_id = picture;
    if (present && sameComponents(body.components, present)) delete body.components;
    return body;
  });
}

/** Each present variant once: ids first, then SKUs, then options. */
function matchPresent(variants: readonly DraftVariant[], before: Product | null): (Variant | undefined)[] {
  if (!before) return [];
  const free = new Set(before.variants);
  const matched = new Array<Variant | undefined>(variants.length).fill(undefined);
  const pass = (isSame: (draft: DraftVariant, present: Variant) => boolean) => {
    variants.forEach((draft, index) => {
      if (matched[index]) return;
      const found = [...free].find((present) => isSame(draft, present));
      if (!found) return;
      matched[index] = found;
      free.delete(found);
    });
  };
  pass((draft, present) => draft.fields.id === present.id);
  pass((draft, present) => !draft.hasDerivedSku && draft.fields.sku === present.sku);
  pass((draft, present) => sameValue(draft.fields.options ?? {}, present.options));
  return matched;
}

type WirePrice = { amount: number; currency: string; compare_at?: number | null };

function mergePrices(said: unknown, currencies: readonly string[], present: Variant | null): WirePrice[] {
  const own = new Map((present?.prices ?? []).map((price) => [price.currency, price]));
  const prices = ((said ?? []) as WirePrice[]).map((price) => ({
    ...price,
    compare_at:
      price.compare_at === undefined
        ? keptCompareAt(own.get(price.currency)?.compareAt, price)
        : price.compare_at,
  }));
  const others = [...own.values()].filter(({ currency }) => !currencies.includes(currency));
  return [
    ...prices,
    ...others.map(({ amount, currency, compareAt }) => ({ amount, currency, compare_at: compareAt })),
  ];
}

/** One that the new price has reached compares with nothing any more. */
function keptCompareAt(compareAt: number | null | undefined, { amount }: WirePrice): number | null {
  return compareAt !== undefined && compareAt !== null && compareAt > amount ? compareAt : null;
}

/** What is said of a bundle again says nothing, also where a component can't be named any more. */
function sameComponents(said: unknown, { components }: Variant): boolean {
  return sameValue(
    said,
    components.map(({ sku, quantity }) => ({ sku, quantity })),
  );
}

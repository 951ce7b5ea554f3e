import { composeHandle } from "../../../../domain/catalog/compose-handle.ts";
import type { KnownReferences } from "../../../../domain/catalog/find-product-flaws.ts";
import { type Draft, placeOf } from "../../../../domain/catalog/import/draft.ts";
import type { Product } from "../../../../domain/catalog/product.ts";
import type { ReportLine } from "../../jobs/job-kind.ts";
import { warning } from "./slice-report.ts";

/**
 * A product that names a collection, a category or a related product which is not here is worth having without it. What
 * the product has already counts as known: only what is new is looked for.
 */
export function softenReferences(
  draft: Draft,
  before: Product | null,
  known: KnownReferences,
): { draft: Draft; lines: ReportLine[] } {
  const fields: Record<string, unknown> = { ...draft.fields };
  const lines: ReportLine[] = [];
  const drop = (field: string, name: string, hint: string) => {
    const place = { ...placeOf(draft, [field]), subject: draft.subject };
    lines.push(warning(place, `"${name}" does not exist and is left out`, hint));
  };

  for (const field of ["collections", "categories"] as const) {
    const said = fields[field];
    if (!isTexts(said)) continue;
    fields[field] = said.filter((name) => {
      const handle = composeHandle(name);
      const isKnown = known[field].has(handle) || before?.[field].includes(handle) === true;
      if (!isKnown) drop(field, name, `Make it, then import the file again.`);
      return isKnown;
    });
  }
  const related = fields.related;
  if (Array.isArray(related)) {
    fields.related = (related as unknown[]).filter((item) => {
      const id = typeof item === "object" && item !== null && "product_id" in item ? item.product_id : null;
      if (typeof id !== "string" || known.products.has(id)) return true;
      if (before?.related.some(({ productId }) => productId === id)) return true;
      drop("related", id, "Ids of products are those of one shop.");
      return false;
    });
  }
  return { draft: withoutUnmade({ ...draft, fields }, known, lines), lines };
}

/** A brand or type that is named by a title and can't be made is left out; one that is named by its handle is wrong. */
function withoutUnmade(draft: Draft, { brands, types }: KnownReferences, lines: ReportLine[]): Draft {
  const fields: Record<string, unknown> = { ...draft.fields };
  const check = (field: "brand" | "type", title: string | null, known: { has(handle: string): boolean }) => {
    const handle = fields[field];
    if (title === null || (typeof handle === "string" && known.has(handle))) return;
    delete fields[field];
    const place = { ...placeOf(draft, [field]), subject: draft.subject };
    lines.push(
      warning(place, `the ${field} "${title}" is left out`, `The shop has no room for another ${field}.`),
    );
  };
  check("brand", draft.brandTitle, brands);
  check("type", draft.typeTitle, types);
  return { ...draft, fields };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

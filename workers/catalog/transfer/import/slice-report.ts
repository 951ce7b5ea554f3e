import { PRODUCT_LIMITS } from "../../../../contracts/http/admin/product.ts";
import type { Flaw } from "../../../../domain/catalog/flaw.ts";
import { type Draft, placeOf } from "../../../../domain/catalog/import/draft.ts";
import type { ReportLine } from "../../jobs/job-kind.ts";

const FLAWS_SHOWN_MAX = 20;

/** What was noticed while a product was read. */
export function remarkLines({ remarks, subject }: Draft): ReportLine[] {
  return remarks.map(({ level, row, column, problem, hint }) => ({
    level,
    row,
    column,
    subject,
    problem,
    hint,
  }));
}

/** Why a product was refused, by the places of the file. */
export function flawLines(draft: Draft, flaws: readonly Flaw[]): ReportLine[] {
  return flaws.slice(0, FLAWS_SHOWN_MAX).map(({ at, detail }) => {
    const { row, column } = placeOf(draft, at);
    const problem = column === null && at.length > 0 ? `${at.join(".")}: ${detail}` : detail;
    return { level: "refused", row, column, subject: draft.subject, problem, hint: hintOf(at, detail) };
  });
}

/** Pictures that a product goes without. */
export function pictureLines(
  draft: Draft,
  ids: ReadonlyMap<string, string>,
  failures: ReadonlyMap<string, string>,
): ReportLine[] {
  const { pictures, subject } = draft;
  if (pictures === null) return [];
  const max = PRODUCT_LIMITS.mediaMax;
  const missing = pictures.slice(0, max).filter(({ src }) => !ids.has(src));
  const lines = missing.map(({ src, row, column }) =>
    warning({ row, column, subject }, `the picture ${src} ${failures.get(src) ?? "can't be fetched"}`),
  );
  const [first] = pictures.slice(max);
  if (!first) return lines;
  const { row, column } = first;
  return [
    ...lines,
    warning({ row, column, subject }, `has ${pictures.length} pictures: the first ${max} are taken`),
  ];
}

export function warning(
  where: Pick<ReportLine, "row" | "column" | "subject">,
  problem: string,
  hint: string | null = null,
): ReportLine {
  return { level: "warning", ...where, problem, hint };
}

function hintOf(at: readonly (string | number)[], detail: string): string | null {
  const field = at.findLast((step) => typeof step === "string");
  if (field === "sku" && detail.endsWith("is taken"))
    return "Another product has it: a SKU is unique in the shop.";
  if (field === "handle" && detail === "is taken") return "Another product has it.";
  if (at[0] === "variants" && at.length === 1) return "A new product needs at least one variant.";
  if (field === "title") return "A new product needs a title.";
  return null;
}

import type { Draft } from "../../../../domain/catalog/import/draft.ts";
import type { OpenedTable, ShopFacts } from "../../../../domain/catalog/import/import-format.ts";
import { readSoukLine } from "../../../../domain/catalog/import/souk-line.ts";
import type { Job, JobContext, JobKind, ReportLine, SliceOutcome } from "../../jobs/job-kind.ts";
import { loadSettings } from "../../storage/load-settings.ts";
import { ImportCursor, ImportInput } from "./import-cursor.ts";
import { openImport, tableOf } from "./open-import.ts";
import { type Entry, entryOf, planSlice } from "./plan-slice.ts";
import { type Group, readGroups } from "./read-groups.ts";
import { StoredFile } from "./stored-file.ts";

/** Of one slice: far below 30 s of CPU. What an invocation may ask of D1 ends it earlier, mostly. */
const PRODUCTS_MAX = 100;
const BYTES_MAX = 1024 * 1024;

/** IMP-3 Brings the products of a file into the shop, a few dozen a slice. */
export const importProducts: JobKind = {
  kind: "import_products",
  sharesInvocation: true,
  runSlice,
};

async function runSlice(context: JobContext, job: Job): Promise<SliceOutcome> {
  const { env } = context;
  const input = ImportInput.parse(job.input);
  const file = input.file_key === undefined ? null : await StoredFile.open(env.FILES, input.file_key);
  if (!file) return failed("file_missing", "The file did not arrive whole, or is gone: send it again.");
  const shop = await shopFacts(env.DB);
  if (!shop) return failed("shop_not_set_up", "The shop has no settings yet, and so no currency.");
  const cursor =
    job.cursor === null
      ? await openImport(file, input.format, shop.currency)
      : ImportCursor.parse(job.cursor);
  if (typeof cursor === "string") return failed("invalid_file", cursor);
  const table = tableOf(input.format, cursor, { ...shop, currency: cursor.currency });
  const remarks: ReportLine[] = (job.cursor === null ? (table?.remarks ?? []) : []).map((remark) => ({
    ...remark,
    subject: null,
  }));
  if (remarks.some(({ level }) => level === "refused")) {
    return {
      ...failed("invalid_file", "Its headings can't be read: the report says which."),
      report: remarks,
    };
  }

  const { groups, next, isEnd } = await readGroups(file, cursor, table?.keyOf ?? null, {
    groupsMax: Number(env.IMPORT_SLICE_PRODUCTS ?? PRODUCTS_MAX),
    bytesMax: BYTES_MAX,
  });
  const entries = groups.map((group) => readEntry(group, table));

  const slice = await planSlice(context, job, entries, input.dry_run);
  const rest = groups[slice.taken];
  const at = rest ? rest.start : next;
  return {
    kind: isEnd && !rest ? "done" : "went_on",
    cursor: { ...cursor, ...at } satisfies ImportCursor,
    counts: slice.counts,
    done: at.offset,
    total: file.sizeBytes,
    writes: slice.writes,
    report: [...remarks, ...slice.report],
  };
}

function failed(code: string, detail: string) {
  return { kind: "failed", failure: { code, detail } } as const;
}

async function shopFacts(database: D1Database): Promise<ShopFacts | null> {
  const settings = await loadSettings(database);
  const currency = settings?.body.currencies[0]?.code;
  if (!settings || currency === undefined) return null;
  const markets = (settings.body.markets ?? []).flatMap(({ handle, title }) => [handle, title.toLowerCase()]);
  return { currency, markets };
}

function readEntry(group: Group, table: OpenedTable | null): Entry {
  const [first, ...others] = group.rows;
  if (!first) return entryOf(unread(group, "can't be read"), group.faults);
  const draft = table ? table.read([first, ...others]) : readSoukLine(group.text, group.start.row);
  return typeof draft === "string"
    ? entryOf(unread(group, draft), group.faults)
    : entryOf(draft, group.faults);
}

/** A line that is no product. */
function unread({ start, faults }: Group, problem: string): Draft {
  const remark = { level: "refused", row: start.row, column: null, problem, hint: null } as const;
  return {
    subject: `row ${start.row}`,
    row: start.row,
    fields: {},
    variants: null,
    pictures: null,
    brandTitle: null,
    typeTitle: null,
    currencies: null,
    places: new Map(),
    // What is the matter with the row says more.
    remarks: faults.length > 0 ? [] : [remark],
  };
}

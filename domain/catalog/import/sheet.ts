/** The headings of a table of products, and what a format knows of them. */
export type Sheet<Name extends string> = {
  readonly headings: readonly string[];
  readonly columns: ReadonlyMap<Name, { readonly index: number; readonly heading: string }>;
  /** What no name stands for. */
  readonly strangers: readonly { readonly index: number; readonly heading: string }[];
};

export type SheetRow = { readonly row: number; readonly fields: readonly string[] };

/** Reads headings in any case; of two columns of one name the first counts. */
export function readSheet<Name extends string>(
  headings: readonly string[],
  names: Readonly<Record<Name, readonly string[]>>,
): Sheet<Name> {
  const byHeading = new Map<string, Name>();
  for (const [name, known] of Object.entries(names) as [Name, readonly string[]][]) {
    for (const heading of known) byHeading.set(heading.toLowerCase(), name);
  }
  const columns = new Map<Name, { index: number; heading: string }>();
  const strangers: { index: number; heading: string }[] = [];
  headings.forEach((heading, index) => {
    const name = byHeading.get(heading.trim().toLowerCase());
    if (name === undefined) strangers.push({ index, heading: heading.trim() });
    else if (!columns.has(name)) columns.set(name, { index, heading: heading.trim() });
  });
  return { headings, columns, strangers };
}

/** What a row says in a column: trimmed, empty where it is shorter; undefined where the table has no such column. */
export function cellOf<Name extends string>(
  sheet: Sheet<Name>,
  { fields }: SheetRow,
  name: Name,
): string | undefined {
  const column = sheet.columns.get(name);
  return column === undefined ? undefined : (fields[column.index] ?? "").trim();
}

export function headingOf<Name extends string>(sheet: Sheet<Name>, name: Name): string | null {
  return sheet.columns.get(name)?.heading ?? null;
}

/** TRUE, FALSE and what people and programs write for them; null for anything else. */
export function readBoolean(text: string): boolean | null {
  if (/^(?:true|yes|y|1)$/i.test(text)) return true;
  if (/^(?:false|no|n|0)$/i.test(text)) return false;
  return null;
}

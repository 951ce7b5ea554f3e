import { z } from "zod";

export const IMPORT_FORMATS = ["shopify", "medusa", "souk-jsonl"] as const;
export type ImportFormatName = (typeof IMPORT_FORMATS)[number];

/** What an import was asked; `file_key` is there once the file is. */
export const ImportInput = z.object({
  format: z.enum(IMPORT_FORMATS),
  dry_run: z.boolean(),
  file_key: z.string().optional(),
});
export type ImportInput = z.infer<typeof ImportInput>;

/** Where the next slice begins: at the first row of a product. */
export const ImportCursor = z.object({
  offset: z.int().min(0),
  row: z.int().min(1),
  /** Of tables. */
  delimiter: z.string().nullable(),
  headings: z.array(z.string()),
  /** Of prices without one: what it was when the file was opened, though the settings change meanwhile. */
  currency: z.string(),
});
export type ImportCursor = z.infer<typeof ImportCursor>;

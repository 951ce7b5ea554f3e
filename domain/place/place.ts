/** Where something is bound for, as far as tax and shipping ask. What the buyer has not said yet is null. */
export type Place = {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  /** The part of ISO 3166-2 after the country, such as `CA`; null where it is unknown. */
  readonly region: string | null;
  /** As the buyer wrote it; `postcodeKey` makes spellings of one postcode equal. */
  readonly postcode: string | null;
};

/** No postcode of any country is longer, spaces and hyphens included. */
export const POSTCODE_LENGTH_MAX = 16;

/** `sw1a 1aa`, `SW1A-1AA` and `SW1A1AA` are one postcode: upper case, letters and digits alone. */
export function postcodeKey(postcode: string): string {
  return postcode
    .slice(0, POSTCODE_LENGTH_MAX)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

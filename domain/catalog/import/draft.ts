/** Where in a file something stands. The column is its heading. */
export type Place = { readonly row: number; readonly column: string | null };

/** Something that a person should know of a product in a file. What is `refused` keeps it from being stored. */
export type Remark = Place & {
  readonly level: "refused" | "warning" | "note";
  readonly problem: string;
  readonly hint: string | null;
};

export type DraftPicture = Place & { readonly src: string; readonly alt: string };

/**
 * A product as a file means it, in the words of the admin API and unchecked. What the file has no column for is absent:
 * a product that exists keeps it.
 */
export type Draft = {
  /** What the report calls it: its handle, mostly. */
  readonly subject: string;
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly variants: readonly DraftVariant[] | null;
  /** Addresses of its pictures, in order; null where the file says nothing of pictures. */
  readonly pictures: readonly DraftPicture[] | null;
  /** The title of its brand and of its type, which may have to be made. */
  readonly brandTitle: string | null;
  readonly typeTitle: string | null;
  /** Currencies that the file speaks of; prices in others stay. Null: of all. */
  readonly currencies: readonly string[] | null;
  readonly places: ReadonlyMap<string, Place>;
  readonly remarks: readonly Remark[];
};

export type DraftVariant = {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The address of the picture that shows it. */
  readonly pictureSrc: string | null;
  /** The file gave it no SKU. */
  readonly hasDerivedSku: boolean;
  /** Its title is nothing but its options. */
  readonly hasDerivedTitle: boolean;
};

/** Where the file says what stands at `path` of a product: there, or what it is a part of. */
export function placeOf({ places, row }: Draft, path: readonly (string | number)[]): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places.get(path.slice(0, length).join("/"));
    if (place) return place;
  }
  return { row, column: null };
}

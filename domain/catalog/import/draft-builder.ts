import type { Draft, DraftPicture, DraftVariant, Place, Remark } from "./draft.ts";

/** Collects what a file says of one product, each thing with its place. */
export class DraftBuilder {
  readonly #fields: Record<string, unknown> = {};
  readonly #places = new Map<string, Place>();
  readonly #remarks: Remark[] = [];
  readonly #row: number;
  variants: DraftVariant[] | null = null;
  pictures: DraftPicture[] | null = null;
  brandTitle: string | null = null;
  typeTitle: string | null = null;
  currencies: string[] = [];
  subject = "";

  constructor(row: number) {
    this.#row = row;
  }

  set(field: string, value: unknown, place: Place): void {
    this.#fields[field] = value;
    this.#places.set(field, place);
  }

  /** Notes where a part is said, for what is found wrong there later. */
  place(path: readonly (string | number)[], place: Place): void {
    this.#places.set(path.join("/"), place);
  }

  refuse(place: Place, problem: string, hint: string | null = null): void {
    this.#remarks.push({ level: "refused", ...place, problem, hint });
  }

  warn(place: Place, problem: string, hint: string | null = null): void {
    this.#remarks.push({ level: "warning", ...place, problem, hint });
  }

  note(place: Place, problem: string, hint: string | null = null): void {
    this.#remarks.push({ level: "note", ...place, problem, hint });
  }

  build(): Draft {
    return {
      subject: this.subject,
      row: this.#row,
      fields: this.#fields,
      variants: this.variants,
      pictures: this.pictures,
      brandTitle: this.brandTitle,
      typeTitle: this.typeTitle,
      currencies: this.currencies,
      places: this.#places,
      remarks: this.#remarks,
    };
  }
}

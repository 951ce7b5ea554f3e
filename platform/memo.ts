/** What an isolate remembers of something that always comes out the same. Forgets all of it when there is too much. */
export class Memo<Value> {
  readonly #known = new Map<string, Value>();
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  of(key: string, make: (key: string) => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    this.keep(key, made);
    return made;
  }

  get(key: string): Value | undefined {
    return this.#known.get(key);
  }

  keep(key: string, value: Value): void {
    if (this.#known.size >= this.#entriesMax) this.#known.clear();
    this.#known.set(key, value);
  }
}

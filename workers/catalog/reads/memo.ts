import type { Heads, Origin } from "./heads.ts";

type Entry<Value> = { value: Value; origin: Origin; bytes: number };

/** The part of an isolate's memory for one kind of thing: least recently used first out, old things never given. */
export class Memo<Value> {
  readonly #heads: Heads;
  readonly #limits: { entriesMax: number; bytesMax: number };
  readonly #entries = new Map<string, Entry<Value>>();
  #bytes = 0;

  constructor(heads: Heads, limits: { entriesMax: number; bytesMax: number }) {
    this.#heads = heads;
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Undefined when it was never put, was pushed out or is old by what the heads know. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (!this.#heads.isCurrent(entry.origin)) {
      this.#bytes -= entry.bytes;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps what is there when that was made from a later state: a slow read never undoes a quick one. */
  put(key: string, value: Value, origin: Origin, bytes: number): void {
    const earlier = this.#entries.get(key);
    if (earlier && earlier.origin.asOfSeq > origin.asOfSeq) return;
    if (bytes > this.#limits.bytesMax) return;

    if (earlier) this.#drop(key, earlier);
    this.#entries.set(key, { value, origin, bytes });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#entries.size <= this.#limits.entriesMax && this.#bytes <= this.#limits.bytesMax) break;
      this.#drop(oldest, entry);
    }
  }

  #drop(key: string, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

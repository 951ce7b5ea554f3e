/** Something that will happen: at a time, and among what happens in the same instant in order of `tie`. */
export type Event = { readonly atMs: number; readonly tie: number; readonly run: () => Promise<void> };

type Placed = Event & { readonly sequence: number };

/** Everything that is still to come, the earliest first: a binary heap. Equal times and ties come as they were put. */
export class EventQueue {
  readonly #heap: Placed[] = [];
  #sequence = 0;

  put(event: Event): void {
    const placed: Placed = {
      atMs: event.atMs,
      tie: event.tie,
      run: event.run,
      sequence: this.#sequence,
    };
    this.#sequence += 1;
    let at = this.#heap.length;
    this.#heap.push(placed);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above];
      if (!parent || !isBefore(placed, parent)) break;
      this.#heap[at] = parent;
      at = above;
    }
    this.#heap[at] = placed;
  }

  take(): Event | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last || this.#heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = this.#heap[below];
      if (!child) break;
      const right = this.#heap[below + 1];
      if (right && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (!isBefore(child, last)) break;
      this.#heap[at] = child;
      at = below;
    }
    this.#heap[at] = last;
    return first;
  }
}

function isBefore(one: Placed, other: Placed): boolean {
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  if (one.tie !== other.tie) return one.tie < other.tie;
  return one.sequence < other.sequence;
}

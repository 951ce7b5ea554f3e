import { Books } from "../../stock/auditor/books.ts";
import { end, unsettled } from "../../stock/auditor/part.ts";
import type { CollectAnswer, CollectAsk, OpenShardAsk, ReceiveAsk, ReturnTold, SoldTold } from "../asks.ts";
import { add, inOrder, NOTHING, type Parcel, parcelOf, unitsOf } from "./parcels.ts";

/** What one shard must know: units that its home gave it, and what became of them. */
export class ShardBooks extends Books {
  readonly itemId: string;
  readonly shard: number;
  version = 0;
  isOpen = false;
  grantTaken = 0;
  returnNumber = 0;
  /** On its way home until the home says that it has it. */
  pending: ReturnTold | null = null;
  /** When it looked at its clock last. */
  nowMs = 0;
  #sales: { holdId: string; soldAtMs: number }[] = [];

  constructor(itemId: string, shard: number) {
    super();
    this.itemId = itemId;
    this.shard = shard;
  }

  open({ version, policy }: OpenShardAsk): void {
    if (version <= this.version) return;
    this.version = version;
    this.isOpen = true;
    this.item(this.itemId).policy = { ...policy, beyond: { kind: "none" } };
  }

  /** Takes each grant once, however often it comes. */
  receive({ number, parts }: ReceiveAsk, nowMs: number): void {
    if (number <= this.grantTaken) return;
    this.grantTaken = number;
    this.#moveUnits(parcelOf(parts), 1);
    this.#note("granted", nowMs);
  }

  noteSale(holdId: string, soldAtMs: number): void {
    const isKnown = this.#sales.some((sale) => sale.holdId === holdId);
    const part = this.part(holdId, this.itemId);
    if (!isKnown && part && part.state === "committed") this.#sales.push({ holdId, soldAtMs });
  }

  /** Puts together what goes home: all that is free if that is wanted, and all that was sold. */
  collect(ask: CollectAsk, nowMs: number): Omit<CollectAnswer, "asks"> {
    if (this.pending && ask.acknowledged >= this.pending.number) this.pending = null;
    if (ask.close && ask.version >= this.version) {
      this.isOpen = false;
      this.version = ask.version;
    }
    const isFresh = this.pending === null;
    if (isFresh) {
      const free = ask.takeFree ? inOrder(this.free(nowMs)) : [];
      if (free.length > 0) {
        this.#moveUnits(parcelOf(free), -1);
        this.#note("returned", nowMs);
      }
      const sold = this.#settle(nowMs);
      if (free.length > 0 || sold.length > 0) {
        this.returnNumber += 1;
        this.pending = { number: this.returnNumber, free, sold };
      }
    }
    const promised = this.held(this.itemId, nowMs) + this.committed(this.itemId);
    const isOver = this.isEmpty && this.held(this.itemId, nowMs) === 0;
    return { pending: this.pending, isFresh, hasMore: false, isOver, promised };
  }

  /** Nothing is here any more, and nothing can come of it. */
  get isEmpty(): boolean {
    return !this.isOpen && this.pending === null && unitsOf(this.kept) === 0;
  }

  /** Units that are here, promised or free. */
  get kept(): Parcel {
    const levels = this.items.get(this.itemId)?.levels ?? new Map();
    return new Map([...levels].map(([location, { onHand }]) => [location, onHand]));
  }

  free(nowMs: number): Parcel {
    const free = new Map<string, number>();
    for (const location of this.items.get(this.itemId)?.levels.keys() ?? []) {
      const units = this.freeAt(this.itemId, location, nowMs);
      if (units > 0) free.set(location, units);
    }
    return free;
  }

  /** Units of a return that the home has not taken: it has taken those up to this number. */
  returning(takenHome: number): Parcel {
    if (!this.pending || this.pending.number <= takenHome) return NOTHING;
    return this.pending.sold.reduce(
      (sum, { parts }) => add(sum, parcelOf(parts)),
      parcelOf(this.pending.free),
    );
  }

  /** For the shard what was sold leaves the house. */
  #settle(nowMs: number): SoldTold[] {
    const sold = this.#sales.flatMap(({ holdId, soldAtMs }): SoldTold[] => {
      const part = this.part(holdId, this.itemId);
      if (!part || unsettled(part) === 0) return [];
      const { reference, units, committed, sinceMs } = part;
      const parts = inOrder(part.allocation);
      this.#moveUnits(part.allocation, -1);
      part.steps.set("settled", { kind: "fulfilled", units: committed });
      end(part, "fulfilled", nowMs);
      return [{ holdId, reference, units, committed, sinceMs, soldAtMs, parts }];
    });
    if (sold.length > 0) this.#note("settled", nowMs);
    return sold;
  }

  #moveUnits(parcel: Parcel, sign: 1 | -1): void {
    for (const [location, units] of parcel) this.addOnHand(this.itemId, location, sign * units);
  }

  /** A line of the shard's own ledger, of which only the number is compared. */
  #note(reason: string, atMs: number): void {
    this.move(this.itemId, {
      ...{ kind: "adjusted", location: null, onHandDelta: 0, committedDelta: 0 },
      ...{ reason, note: null, actor: "system", reference: null, atMs },
    });
  }
}

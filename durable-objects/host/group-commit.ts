/** What the group needs of the object's storage: transactions that nest. */
export type Transactions = { transactionSync<Value>(work: () => Value): Value };

/** A member learns here how to touch memory: only after everything it wrote is committed. */
export type Commit = { afterCommit(effect: () => void): void };

/**
 * What a group's members share in memory: read once, decided on by one after the other, written once at the end. A
 * member's part counts only once it is kept.
 */
export type GroupMemory = {
  /** How much of a group's room a member takes that needs this: a small one 1. */
  weigh(need: unknown): number;
  /** Before the members, in the outer transaction. `needs` are what the members said they will read. */
  begin(needs: readonly unknown[]): void;
  keep(): void;
  drop(): void;
  /** After the members, in the outer transaction. */
  flush(): void;
  /** The outer transaction failed: what is remembered may be wrong. */
  forget(): void;
};

export type GroupLimits = {
  /** Members of one group. */
  membersMax: number;
  /** What they may weigh together; a member that weighs more goes alone. */
  weightMax: number;
  /** Members that may wait; beyond it new ones are shed before any storage is touched. */
  waitingMax: number;
};

export const GROUP_LIMITS: GroupLimits = { membersMax: 64, weightMax: 2_000, waitingMax: 1_000 };

/** The partition has more to do than it can: nothing was tried, the same request may be sent again. */
export class PartitionOverloaded extends Error {
  override readonly name = "PartitionOverloaded";
  readonly overloaded = true;
}

/** The group's own commit failed, so whether a member's writes are kept is unknown: ask again under the same id. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
  readonly retryable = true;
}

type Waiting = {
  work: (commit: Commit) => unknown;
  need: unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
};
type Done = { member: Waiting; value: unknown; effects: (() => void)[] };

/**
 * Requests that arrive together commit together. Each member runs in its own nested transaction, so a throw undoes
 * and fails that member alone; nobody is answered, and no memory changes, before the outer commit. Members are
 * synchronous: an await inside a transaction can't be written.
 */
export class GroupCommit {
  readonly #storage: Transactions;
  readonly #limits: GroupLimits;
  readonly #onCommitted: () => void;
  #memory: GroupMemory | null = null;
  readonly #waiting: Waiting[] = [];
  #scheduled = false;

  /** `onCommitted` runs once per group, after the commit and before anybody is answered. */
  constructor(storage: Transactions, onCommitted: () => void, limits: GroupLimits = GROUP_LIMITS) {
    this.#storage = storage;
    this.#onCommitted = onCommitted;
    this.#limits = limits;
  }

  share(memory: GroupMemory): void {
    this.#memory = memory;
  }

  /** `need` tells the shared memory what the work will read. What the object itself must do is never shed. */
  join<Value>(
    work: (commit: Commit) => Value,
    need: unknown = null,
    shedding: "may be shed" | "never shed" = "may be shed",
  ): Promise<Value> {
    if (shedding === "may be shed" && this.#waiting.length >= this.#limits.waitingMax) {
      return Promise.reject(new PartitionOverloaded("this partition has too many requests waiting"));
    }
    return new Promise<Value>((resolve, reject) => {
      this.#waiting.push({ work, need, resolve: resolve as (value: never) => void, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A macrotask: what the runtime has already delivered gets to join first.
    setTimeout(() => {
      this.#scheduled = false;
      this.#commitGroup(this.#waiting.splice(0, this.#groupSize()));
      if (this.#waiting.length > 0) this.#schedule();
    }, 0);
  }

  #groupSize(): number {
    const { membersMax, weightMax } = this.#limits;
    let weight = 0;
    for (let size = 0; size < Math.min(this.#waiting.length, membersMax); size += 1) {
      weight += this.#memory?.weigh(this.#waiting[size]?.need) ?? 1;
      if (size > 0 && weight > weightMax) return size;
    }
    return membersMax;
  }

  #commitGroup(group: Waiting[]): void {
    const done: Done[] = [];
    const failed: { member: Waiting; error: unknown }[] = [];
    try {
      this.#storage.transactionSync(() => {
        this.#memory?.begin(group.map((member) => member.need));
        for (const member of group) this.#runMember(member, done, failed);
        this.#memory?.flush();
      });
      for (const { effects } of done) for (const effect of effects) effect();
      this.#onCommitted();
    } catch (error) {
      this.#memory?.forget();
      const unknown = new OutcomeUnknown("the commit failed; ask again under the same id", { cause: error });
      for (const member of group) member.reject(unknown);
      return;
    }
    for (const { member, value } of done) member.resolve(value as never);
    for (const { member, error } of failed) member.reject(error);
  }

  #runMember(member: Waiting, done: Done[], failed: { member: Waiting; error: unknown }[]): void {
    const effects: (() => void)[] = [];
    try {
      const value = this.#storage.transactionSync(() =>
        refusePromise(member.work({ afterCommit: (effect) => void effects.push(effect) })),
      );
      this.#memory?.keep();
      done.push({ member, value, effects });
    } catch (error) {
      this.#memory?.drop();
      failed.push({ member, error });
    }
  }
}

function refusePromise<Value>(value: Value): Value {
  if (value instanceof Promise) throw new TypeError("a member of a group can't be asynchronous");
  return value;
}

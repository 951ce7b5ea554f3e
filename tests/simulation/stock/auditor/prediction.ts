/** One thing that may be answered, and what it does to the books. */
export type Foretold = {
  /** The whole answer, or what of it can be told; a function is asked once the turn is over. */
  readonly answer: unknown;
  /** Whether an answer of this kind is one, where it has parts that can't be told. */
  readonly fits?: (found: never) => boolean;
  readonly apply?: (found: never) => void;
};

/** All but a few asks have exactly one right answer. */
export type Prediction = readonly Foretold[];

export function only(answer: unknown, apply: () => void = () => {}): Prediction {
  return [{ answer, apply }];
}

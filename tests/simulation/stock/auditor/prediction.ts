/** What may be answered, each with what it does to the books. All but a few asks have exactly one right answer. */
export type Prediction = readonly { readonly answer: unknown; readonly apply?: () => void }[];

export function only(answer: unknown, apply: () => void = () => {}): Prediction {
  return [{ answer, apply }];
}

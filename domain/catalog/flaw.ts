/** Why what staff sent can't be stored as it is: the place in what they sent, and what is wrong there. */
export type Flaw = { readonly at: readonly (string | number)[]; readonly detail: string };

/** A flaw for every value that equals an earlier one, at the later place. */
export function findRepeats<Value>(
  values: readonly Value[],
  identify: (value: Value) => string,
  placeOf: (index: number) => Flaw["at"],
  detail: string,
): Flaw[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const identity = identify(value);
    if (seen.has(identity)) return [{ at: placeOf(index), detail }];
    seen.add(identity);
    return [];
  });
}

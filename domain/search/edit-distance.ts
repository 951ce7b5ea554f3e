/**
 * How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other, or
 * null for more than `max` (optimal string alignment; Damerau 1964). With `ofPrefix` the rest of `to` costs nothing: it
 * is what somebody who is still typing `from` may mean.
 */
export function editDistance(from: string, to: string, max: number, ofPrefix = false): number | null {
  const a = [...from];
  const b = [...to];
  if (a.length - b.length > max || (!ofPrefix && b.length - a.length > max)) return null;

  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of a.entries()) {
    const present = [row + 1];
    for (const [column, other] of b.entries()) {
      const replaced = (last[column] ?? 0) + (letter === other ? 0 : 1);
      const swapped =
        row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other
          ? (beforeLast[column - 1] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      present.push(Math.min(replaced, swapped, (last[column + 1] ?? 0) + 1, (present[column] ?? 0) + 1));
    }
    if (Math.min(...present) > max) return null;
    beforeLast = last;
    last = present;
  }
  const distance = ofPrefix ? Math.min(...last) : (last[b.length] ?? 0);
  return distance <= max ? distance : null;
}

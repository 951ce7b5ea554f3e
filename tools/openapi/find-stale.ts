type Texts = ReadonlyMap<string, string>;

/** Paths whose text is missing or differs from what is wanted, and those present that nothing makes any more. */
export function findStale(wanted: Texts, present: Texts): string[] {
  const differing = [...wanted].filter(([path, text]) => present.get(path) !== text).map(([path]) => path);
  const left = [...present.keys()].filter((path) => !wanted.has(path));
  return [...differing, ...left];
}

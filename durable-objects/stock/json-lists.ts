/** The platform takes 2 MB in a parameter; most characters of ours are a byte, none is more than three. */
const LIST_CHARACTERS_MAX = 500_000;
const LIST_ROWS_MAX = 5_000;

/** Values as JSON lists, each small enough for one parameter: so many rows, and so many characters. */
export function* jsonLists(values: readonly unknown[]): Generator<string> {
  let list: string[] = [];
  let size = 0;
  for (const value of values) {
    const text = JSON.stringify(value);
    if (list.length > 0 && (list.length >= LIST_ROWS_MAX || size + text.length > LIST_CHARACTERS_MAX)) {
      yield `[${list.join(",")}]`;
      list = [];
      size = 0;
    }
    list.push(text);
    size += text.length;
  }
  if (list.length > 0) yield `[${list.join(",")}]`;
}

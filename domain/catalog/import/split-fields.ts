/** The fields of one row of CSV (RFC 4180), without the line break at its end. */
export function splitFields(row: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = row[at] === '"' ? quotedField(row, at, delimiter) : plainField(row, at, delimiter);
    fields.push(field.text);
    if (field.end >= row.length) return fields;
    at = field.end + 1;
  }
}

type Field = { text: string; end: number };

function plainField(row: string, from: number, delimiter: string): Field {
  const found = row.indexOf(delimiter, from);
  const end = found < 0 ? row.length : found;
  return { text: row.slice(from, end), end };
}

/** Up to the quote that is not doubled. What some programs write after it belongs to the field as it stands. */
function quotedField(row: string, from: number, delimiter: string): Field {
  let text = "";
  let at = from + 1;
  for (;;) {
    const quote = row.indexOf('"', at);
    if (quote < 0) return { text: text + row.slice(at), end: row.length };
    text += row.slice(at, quote);
    if (row[quote + 1] !== '"') {
      const rest = plainField(row, quote + 1, delimiter);
      return { text: text + rest.text, end: rest.end };
    }
    text += '"';
    at = quote + 2;
  }
}

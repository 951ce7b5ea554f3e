/** A row of CSV (RFC 4180), its end included. What needs quotes gets them. */
export function printRow(fields: readonly string[], delimiter = ","): string {
  return `${fields.map((field) => printField(field, delimiter)).join(delimiter)}\r\n`;
}

function printField(field: string, delimiter: string): string {
  const needsQuotes = field.includes(delimiter) || /["\r\n]|^\s|\s$|^\ufeff/.test(field);
  return needsQuotes ? `"${field.replaceAll('"', '""')}"` : field;
}

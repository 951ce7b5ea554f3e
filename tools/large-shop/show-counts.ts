/** What came of an import, in words: `1,998 created, 2 refused`. */
export function showCounts(counts: Readonly<Record<string, number>>): string {
  const said = Object.entries(counts).map(([what, count]) => `${count.toLocaleString("en-US")} ${what}`);
  return said.join(", ") || "nothing";
}

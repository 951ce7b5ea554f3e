/** MON-3 `5.5` is 55,000 ppm, exactly: digits are moved, nothing multiplied. Null for what has more than four decimals. */
export function ppmOfPercent(percent: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent);
  return match ? Number(`${match[1]}${(match[2] ?? "").padEnd(4, "0")}`) : null;
}

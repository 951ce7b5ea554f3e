import type { Growth } from "./run-catalog.ts";

type Line = { title: string; colour: string; values: number[]; label: (value: number) => string };

const WIDTH = 760;
const HEIGHT = 200;
const MARGIN = { left: 60, right: 190, top: 44, bottom: 36 };

/** The growth as a picture: shares of a bare hop above, latencies of cold reads below. */
export function drawGrowth(growths: readonly Growth[]): string {
  const ratio = (name: string) =>
    growths.map(({ rates }) => rates.find((line) => line.name === name)?.ratios[0]?.ratio ?? 0);
  const shares = panel("Warm reads, as a share of a bare hop with the same bytes", growths, [
    { title: "product detail", colour: "#1b6ca8", values: ratio("detail"), label: asShare },
    { title: "list of 24", colour: "#c8553d", values: ratio("list"), label: asShare },
    { title: "a bare hop", colour: "#888888", values: growths.map(() => 1), label: () => "" },
  ]);
  const cold = panel("Cold product details, median in ms", growths, [
    {
      title: "from D1",
      colour: "#6a4c93",
      values: growths.map(({ fromDatabase }) => fromDatabase.p50),
      label: asMs,
    },
    {
      title: "from KV",
      colour: "#2a9d8f",
      values: growths.map(({ fromCopies }) => fromCopies.p50),
      label: asMs,
    },
    { title: "warm", colour: "#888888", values: growths.map(({ warm }) => warm.p50), label: asMs },
  ]);
  const all = HEIGHT * 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${all}" width="${WIDTH}" height="${all}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${all}" fill="white"/>
${shares}
<g transform="translate(0 ${HEIGHT})">${cold}</g>
</svg>
`;
}

function panel(title: string, growths: readonly Growth[], lines: readonly Line[]): string {
  const most = Math.max(...lines.flatMap(({ values }) => values)) * 1.15;
  const x = (index: number) =>
    MARGIN.left + (index * (WIDTH - MARGIN.left - MARGIN.right)) / Math.max(growths.length - 1, 1);
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - (value / most) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const axis = growths
    .map(
      ({ products }, index) =>
        `<text x="${x(index)}" y="${HEIGHT - 14}" text-anchor="middle">${products.toLocaleString("en-US")} products</text>`,
    )
    .join("");
  const places = apart(lines.map(({ values }) => y(values.at(-1) ?? 0)));
  const drawn = lines.map(({ title: name, colour, values, label }, line) => {
    // The lowest of those with figures has them below: lines may run close to each other.
    const shift = line === lines.findLastIndex((other) => other.label(1) !== "") ? 18 : -8;
    const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    const marks = values
      .map(
        (value, index) =>
          `<circle cx="${x(index)}" cy="${y(value).toFixed(1)}" r="3" fill="${colour}"/><text x="${x(index)}" y="${(y(value) + shift).toFixed(1)}" text-anchor="middle" fill="${colour}">${label(value)}</text>`,
      )
      .join("");
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>${marks}<text x="${WIDTH - MARGIN.right + 14}" y="${((places[line] ?? 0) + 4).toFixed(1)}" fill="${colour}">${name}</text>`;
  });
  const base = HEIGHT - MARGIN.bottom;
  return `<text x="${MARGIN.left}" y="20" font-weight="bold">${title}</text>
<line x1="${MARGIN.left}" y1="${base}" x2="${WIDTH - MARGIN.right}" y2="${base}" stroke="#cccccc"/>${axis}${drawn.join("")}`;
}

/** The same heights in the same order, a line of text apart. */
function apart(heights: readonly number[]): number[] {
  const placed = [...heights];
  const order = heights
    .map((_, index) => index)
    .sort((one, other) => (heights[one] ?? 0) - (heights[other] ?? 0));
  order.forEach((index, rank) => {
    const above = order[rank - 1];
    if (above === undefined) return;
    placed[index] = Math.max(heights[index] ?? 0, (placed[above] ?? 0) + 14);
  });
  return placed;
}

function asShare(value: number): string {
  return value.toFixed(2);
}

function asMs(value: number): string {
  return value.toFixed(1);
}

import { electronicsMotifs } from "./motifs-electronics.ts";
import { homeMotifs } from "./motifs-home.ts";
import { kitchenMotifs, pantryMotifs } from "./motifs-kitchen.ts";
import { paperMotifs, playMotifs } from "./motifs-paper.ts";
import { topMotifs } from "./motifs-tops.ts";
import { wearMotifs } from "./motifs-wear.ts";
import type { Palette } from "./palette.ts";

/** Every drawing there is. A motif gets a palette and answers SVG elements within 800 × 800. */
export const motifs = {
  ...topMotifs,
  ...wearMotifs,
  ...homeMotifs,
  ...kitchenMotifs,
  ...pantryMotifs,
  ...electronicsMotifs,
  ...paperMotifs,
  ...playMotifs,
} satisfies Record<string, (palette: Palette) => string>;

/** The name of a drawing. */
export type MotifName = keyof typeof motifs;

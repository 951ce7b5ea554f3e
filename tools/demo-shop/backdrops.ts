import type { MotifName } from "./motifs.ts";
import { electronicsMotifs } from "./motifs-electronics.ts";
import { homeMotifs } from "./motifs-home.ts";
import { kitchenMotifs, pantryMotifs } from "./motifs-kitchen.ts";
import { paperMotifs, playMotifs } from "./motifs-paper.ts";
import type { Palette } from "./palette.ts";
import { box, disc, path } from "./vector.ts";

/** The backdrop a motif is seen against: one composition per department, so that each reads as a series. */
export function backdropOf(motif: MotifName, p: Palette): string {
  const wall = box(0, 0, 800, 800, 0, p.wall);
  if (motif in homeMotifs || motif in playMotifs) return wall + room(p);
  if (motif in kitchenMotifs || motif in pantryMotifs) return wall + table(p);
  if (motif in electronicsMotifs) return wall + halo(p);
  if (motif in paperMotifs) return wall + hills(p);
  return wall + arch(p);
}

const arch = (p: Palette): string => path("M90 800V400A310 310 0 0 1 710 400V800Z", p.plate);

const room = (p: Palette): string => disc(400, 360, 270, p.plate) + path("M0 600H800V800H0Z", p.surface);

const table = (p: Palette): string =>
  path("M80 600V300A320 320 0 0 1 720 300V600Z", p.plate) + path("M0 560H800V800H0Z", p.surface);

const halo = (p: Palette): string => disc(400, 400, 340, p.plate) + disc(400, 400, 250, p.surface, 0.55);

const hills = (p: Palette): string =>
  path("M0 330Q220 180 430 320T800 260V800H0Z", p.plate) +
  path("M0 610Q240 520 460 600T800 560V800H0Z", p.surface);

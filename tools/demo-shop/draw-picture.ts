import { backdropOf } from "./backdrops.ts";
import { type MotifName, motifs } from "./motifs.ts";
import { paletteOf } from "./palette.ts";
import type { DemoProduct } from "./types.ts";

/**
 * The picture of a product as a self-contained SVG document of 800 × 800. The same product always gives the same text:
 * its motif is named by `picture.slug`, its palette follows from its first variant's colour and its handle.
 */
export function drawPicture(product: Pick<DemoProduct, "handle" | "variants" | "picture">): string {
  const motif = motifOf(product.picture.slug);
  const palette = paletteOf(product);

  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800" role="img" fill="none" stroke-linecap="round" stroke-linejoin="round">',
    `<title>${escaped(product.picture.alt)}</title>`,
    backdropOf(motif, palette),
    motifs[motif](palette),
    "</svg>",
  ].join("");
}

function motifOf(slug: DemoProduct["picture"]["slug"]): MotifName {
  const [name = ""] = slug.split("--");
  if (!(name in motifs)) throw new Error(`no motif is called "${name}" (picture ${slug})`);
  return name as MotifName;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

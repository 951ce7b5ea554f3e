/**
 * The SVG primitives every motif is drawn with. Arguments are positional, in SVG's own order, because a drawing
 * of twenty calls reads better that way. Nothing here needs an id, so pictures can be inlined side by side.
 */

/** A filled path. */
export const path = (d: string, fill: string, opacity?: number): string =>
  `<path d="${d}" fill="${fill}"${faded(opacity)}/>`;

/** An unfilled path; `dash` is an SVG dash pattern such as `4 12`. */
export const line = (d: string, colour: string, width: number, dash?: string): string =>
  `<path d="${d}" stroke="${colour}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}" stroke-linecap="butt"` : ""}/>`;

/** A filled circle. */
export const disc = (cx: number, cy: number, r: number, fill: string, opacity?: number): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${faded(opacity)}/>`;

/** A filled ellipse. */
export const oval = (
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  fill: string,
  opacity?: number,
): string => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${faded(opacity)}/>`;

/** A filled rectangle with corners of radius `r`. */
export const box = (x: number, y: number, w: number, h: number, r: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}"${r ? ` rx="${r}"` : ""} fill="${fill}"/>`;

/** The soft shadow of a thing that hangs or lies flat: its own outline, moved down a little. */
export const cast = (d: string): string =>
  `<path d="${d}" fill="#1d1a2b" opacity=".12" transform="translate(8 20)"/>`;

/** The soft shadow under a thing that stands at `y`. */
export const ground = (y: number, rx: number, cx = 400): string =>
  oval(cx, y, rx, 20, "#1d1a2b", 0.1) + oval(cx, y, rx * 0.8, 11, "#1d1a2b", 0.12);

/** The parts, and the same parts mirrored about the middle of the picture. */
export const mirrored = (...parts: string[]): string => {
  const half = parts.join("");
  return `${half}<g transform="matrix(-1 0 0 1 800 0)">${half}</g>`;
};

/** The parts, turned clockwise by degrees about the middle of the picture. */
export const turned = (degrees: number, ...parts: string[]): string =>
  `<g transform="rotate(${degrees} 400 400)">${parts.join("")}</g>`;

/** The parts, moved. */
export const moved = (x: number, y: number, ...parts: string[]): string =>
  `<g transform="translate(${x} ${y})">${parts.join("")}</g>`;

const faded = (opacity?: number): string => (opacity === undefined ? "" : ` opacity="${opacity}"`);

import { colours } from "./colours.ts";
import { hashOf } from "./hash.ts";

/** Every colour one picture is painted with, as `#rrggbb`. */
export type Palette = {
  /** The thing's own colour, and its tones from pale to deep. */
  main: string;
  light: string;
  shade: string;
  deep: string;
  /** Seams, stitches and knit: darker than a pale thing, lighter than a dark one. */
  seam: string;
  accent: string;
  accentShade: string;
  /** The backdrop: the wall, the shape behind the thing, and the surface it stands on. */
  wall: string;
  plate: string;
  surface: string;
};

type Painted = { handle: string; variants: { options: Record<string, string> }[] };

/** The palette of a product: led by the colour its first variant names, otherwise drawn from its handle. */
export function paletteOf(product: Painted): Palette {
  const seed = hashOf(product.handle);
  const main = namedColour(product) ?? pick(mains, seed);
  const accent = firstApart(accents, seed >>> 4, [main]);
  const scene = sceneApartFrom(main, seed >>> 8);

  return {
    main,
    light: mix(main, "#ffffff", 0.32),
    shade: mix(main, "#241d33", 0.16),
    deep: mix(main, "#241d33", 0.42),
    seam: brightness(main) < 95 ? mix(main, "#ffffff", 0.34) : mix(main, "#241d33", 0.3),
    accent,
    accentShade: mix(accent, "#241d33", 0.2),
    ...scene,
  };
}

/** The colour `share` of the way from one to another, channel by channel. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)];
  const blended = a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * share));
  return `#${blended.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const mains = ["#c4704f", "#6f8f7a", "#4c6a91", "#d6a24a", "#8d6f9e", "#b0646f", "#5b8c95"];
const accents = ["#e0a84f", "#d9694b", "#5f8f86", "#44618c", "#c9849a", "#f0e3c8"];

const scenes = [
  { wall: "#f6efe4", plate: "#ecdcc4", surface: "#e4d0b2" },
  { wall: "#eaf0ea", plate: "#d0dfd1", surface: "#bfd2c2" },
  { wall: "#eaf0f5", plate: "#cfdee9", surface: "#bccfdd" },
  { wall: "#f8ece6", plate: "#f1d5c8", surface: "#e6c3b3" },
  { wall: "#f1edf5", plate: "#ddd3e8", surface: "#cdc1dc" },
  { wall: "#f7f2dd", plate: "#efe2b3", surface: "#e2d298" },
];

function namedColour(product: Painted): string | undefined {
  const named = Object.values(product.variants[0]?.options ?? {}).find((value) => value in colours);
  return named === undefined ? undefined : colours[named as keyof typeof colours].hex;
}

/** A scene the thing stands out from, beginning at the seeded one; pale things need the strongest contrast. */
function sceneApartFrom(main: string, seed: number) {
  const inTurn = scenes.map((_, i) => pick(scenes, seed + i));
  const [first] = inTurn;
  const apart = inTurn.find((scene) => distance(scene.plate, main) > 75) ?? first;
  if (apart === undefined) throw new Error("there is no scene to paint on");
  return apart;
}

function firstApart(list: string[], seed: number, others: string[]): string {
  const inTurn = list.map((_, i) => pick(list, seed + i));
  return inTurn.find((colour) => others.every((other) => distance(colour, other) > 110)) ?? pick(list, seed);
}

function pick<T>(list: T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("cannot pick from an empty list");
  return item;
}

const channels = (hex: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));

const brightness = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = channels(hex);
  return (r * 299 + g * 587 + b * 114) / 1000;
};

const distance = (one: string, other: string): number =>
  Math.hypot(...channels(one).map((value, i) => value - (channels(other)[i] ?? 0)));

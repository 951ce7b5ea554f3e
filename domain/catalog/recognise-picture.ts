/** The pictures a shop may store. */
export type PictureType = "image/svg+xml" | "image/png" | "image/jpeg" | "image/webp";

/** How the raster formats begin: offset and bytes, from their specifications. */
const SIGNATURES: readonly { type: PictureType; parts: readonly (readonly [number, string])[] }[] = [
  { type: "image/png", parts: [[0, "\x89PNG\r\n\x1a\n"]] },
  { type: "image/jpeg", parts: [[0, "\xff\xd8\xff"]] },
  {
    type: "image/webp",
    parts: [
      [0, "RIFF"],
      [8, "WEBP"],
    ],
  },
];

/** The raster format that the bytes begin like, or null. A sender's content type is a claim, this is the fact. */
export function recognisePicture(bytes: Uint8Array): PictureType | null {
  const matches = ([offset, text]: readonly [number, string]) =>
    [...text].every((character, index) => bytes[offset + index] === character.charCodeAt(0));
  return SIGNATURES.find(({ parts }) => parts.every(matches))?.type ?? null;
}

import { expect, it } from "vitest";
import { recognisePicture } from "./recognise-picture.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each([
  ["PNG", "\x89PNG\r\n\x1a\n....", "image/png"],
  ["JPEG", "\xff\xd8\xff\xe0....", "image/jpeg"],
  ["WebP", "RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"],
  ["a PNG cut short", "\x89PNG\r\n", null],
  ["another RIFF file", "RIFF\x10\x00\x00\x00WAVEfmt ", null],
  ["HTML", "<html>", null],
  ["nothing", "", null],
])("reads %s by its first bytes", (_, text, type) => {
  expect(recognisePicture(bytes(text))).toBe(type);
});

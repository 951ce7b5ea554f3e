import { join, relative } from "node:path";
import { VARIANTS, type Variant } from "./variants.ts";

const ROOT = join(import.meta.dirname, "../../..");

const broken = new Set<string>();

/** Which variant a module belongs to, by its URL. */
export function variantOf(url: string | undefined): string | null {
  return url?.includes("?broken=") ? new URL(url).searchParams.get("broken") : null;
}

/** The text of a module as the variant has it. What is to be broken must be there, once. */
export function breakSource(name: string, path: string, text: string): string {
  const { file, find, replace } = findVariant(name);
  if (relative(ROOT, path) !== file) return text;
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: ${file} has ${parts.length - 1} times what is to be broken:\n${find}`);
  broken.add(name);
  return parts.join(replace);
}

/** A variant whose module was never loaded would pass for whole. */
export function requireBroken(name: string): void {
  if (!broken.has(name)) throw new Error(`${name}: ${findVariant(name).file} was not loaded`);
}

export function findVariant(name: string): Variant {
  const variant = VARIANTS.find((known) => known.name === name);
  if (variant) return variant;
  throw new Error(`no broken variant "${name}"; there are ${VARIANTS.map((known) => known.name).join(", ")}`);
}

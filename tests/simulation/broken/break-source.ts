import { relative } from "node:path";
import { VARIANTS, type Variant } from "./variants.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

const applied = new Map<string, Set<string>>();

/** Which variant a module belongs to, by its URL. */
export function brokenOf(url: string | undefined): string | null {
  return url?.includes("?broken=") ? new URL(url).searchParams.get("broken") : null;
}

/** The text of a module as the variant has it. What is to be replaced must be there, once. */
export function breakSource(name: string, path: string, text: string): string {
  const file = relative(ROOT, path);
  return findVariant(name).patches.reduce((left, patch) => {
    if (patch.file !== file) return left;
    const parts = left.split(patch.find);
    if (parts.length !== 2)
      throw new Error(`${name}: ${file} has ${parts.length - 1} times what is to be broken:\n${patch.find}`);
    applied.set(name, (applied.get(name) ?? new Set()).add(patch.find));
    return parts.join(patch.replace);
  }, text);
}

/** A variant of which a module was never loaded would pass for whole. */
export function requireBroken(name: string): void {
  for (const { file, find } of findVariant(name).patches) {
    if (!applied.get(name)?.has(find)) throw new Error(`${name}: ${file} was not loaded`);
  }
}

export function findVariant(name: string): Variant {
  const variant = VARIANTS.find((known) => known.name === name);
  if (!variant) throw new Error(`no broken variant "${name}"; there are ${VARIANTS.map((known) => known.name).join(", ")}`);
  return variant;
}

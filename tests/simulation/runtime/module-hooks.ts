import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { breakSource, variantOf } from "../broken/break-source.ts";

const STAND_IN = new URL("./cloudflare-workers.ts", import.meta.url).href;

/**
 * Loaded before everything else (`node --import`): gives shipped modules the stand-in for `cloudflare:workers`. What a
 * module of a broken variant imports is of that variant too, so each variant is a graph of modules of its own.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "cloudflare:workers")
      return { url: STAND_IN, format: "module-typescript", shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    const broken = variantOf(context.parentURL);
    if (broken === null || !specifier.startsWith(".")) return resolved;
    const url = new URL(resolved.url);
    url.searchParams.set("broken", broken);
    return { ...resolved, url: url.href };
  },
  load(url, context, nextLoad) {
    const broken = variantOf(url);
    if (broken === null) return nextLoad(url, context);
    const path = fileURLToPath(url.slice(0, url.indexOf("?")));
    return {
      format: "module-typescript",
      source: breakSource(broken, path, readFileSync(path, "utf8")),
      shortCircuit: true,
    };
  },
});

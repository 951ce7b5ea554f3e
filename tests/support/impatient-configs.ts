import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CONFIGS } from "./souk.ts";

/** The real configs, but with queues that give up after one quick retry, so that a test sees a dead letter at once. */
export function impatientConfigs(): string[] {
  return CONFIGS.map((path) => {
    const text = readFileSync(path, "utf8");
    if (!text.includes("[[queues.consumers]]")) return path;
    const folder = dirname(resolve(path));
    const impatient = text
      .replaceAll(
        /^(main|migrations_dir) = "(.+)"$/gm,
        (_line, key, value) => `${key} = "${resolve(folder, value)}"`,
      )
      .replaceAll(/^max_retries = (?:5|10)$/gm, "max_retries = 1")
      // Slices of jobs say themselves when they are to be tried again: half a minute later.
      .replaceAll(/^max_retries = 20$/gm, "max_retries = 0")
      .replaceAll(/^retry_delay = \d+$/gm, "retry_delay = 0");
    const copy = join(mkdtempSync(join(tmpdir(), "souk-config-")), "wrangler.toml");
    writeFileSync(copy, impatient);
    return copy;
  });
}

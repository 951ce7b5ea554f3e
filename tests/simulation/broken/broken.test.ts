import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { breakSource } from "./break-source.ts";
import { VARIANTS } from "./variants.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SEEDS = 300;

/** What `npm run sim -- --broken all` prints, whether it fails or not. */
async function playBroken(): Promise<string> {
  const command = ["--import", "./tests/simulation/runtime/module-hooks.ts", "tools/simulate.ts"];
  const args = [...command, "--broken", "all", "--seeds", String(SEEDS)];
  try {
    return (await promisify(execFile)(process.execPath, args, { cwd: ROOT })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

describe("the simulation notices", () => {
  let printed = "";
  beforeAll(async () => {
    printed = await playBroken();
    console.log(printed);
  }, 120_000);

  it.each(VARIANTS.map(({ name, says }) => [name, says]))("%s: %s", (name) => {
    const line = printed.split("\n").find((said) => said.includes(`<- ${name}:`));
    expect(line ?? printed).toMatch(/^caught by seed \d+/);
  });
});

describe("a broken variant", () => {
  const [variant] = VARIANTS;
  const [patch] = variant?.patches ?? [];
  if (!variant || !patch) throw new Error("there are no broken variants");
  const breakText = (text: string) => breakSource(variant.name, join(ROOT, patch.file), text);

  it("has its mistake where the shipped text was", () => {
    expect(breakText(`a ${patch.find} b`)).toBe(`a ${patch.replace} b`);
  });

  it("fails loudly when that text is gone, or is there twice", () => {
    expect(() => breakText("nothing of it")).toThrow(variant.name);
    expect(() => breakText(`${patch.find} ${patch.find}`)).toThrow(variant.name);
  });
});

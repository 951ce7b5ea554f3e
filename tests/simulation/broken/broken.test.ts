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
  }, 240_000);

  it.each(VARIANTS.map(({ name, says }) => [name, says]))("%s: %s", (name) => {
    const line = printed.split("\n").find((said) => said.includes(`<- ${name}:`));
    expect(line ?? printed).toMatch(/^caught by seed \d+/);
  });
});

describe("a broken variant", () => {
  const [variant] = VARIANTS;
  if (!variant) throw new Error("there are no broken variants");
  const { name, file, find, replace } = variant;
  const breakText = (text: string) => breakSource(name, join(ROOT, file), text);

  it("has its mistake where the shipped text was", () => {
    expect(breakText(`a ${find} b`)).toBe(`a ${replace} b`);
  });

  it("fails loudly when that text is gone, or is there twice", () => {
    expect(() => breakText("nothing of it")).toThrow(name);
    expect(() => breakText(`${find} ${find}`)).toThrow(name);
  });
});

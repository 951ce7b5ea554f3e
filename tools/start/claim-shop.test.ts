import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimShop, noteWrangler, readRunning, releaseShop } from "./claim-shop.ts";

const URL = "http://localhost:8787";
const DEAD = 2 ** 22 + 1;

let folder: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "souk-claim-"));
  file = join(folder, "running.json");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that does nothing, under a name of our choice and in a group of its own. */
async function idle(name: string): Promise<ChildProcess & { pid: number }> {
  const script = join(folder, name);
  await writeFile(script, "setInterval(() => {}, 1000); console.log('up');");
  const child = spawn(process.execPath, [script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout, "data");
  return Object.assign(child, { pid: child.pid ?? 0 });
}

describe("a shop's state", () => {
  it("is taken, noted and given back", async () => {
    await claimShop(file, URL);
    expect(await readRunning(file)).toEqual({ pid: process.pid, wrangler_group: null, url: URL });
    await noteWrangler(file, URL, 77);
    expect(await readRunning(file)).toEqual({ pid: process.pid, wrangler_group: 77, url: URL });
    await releaseShop(file);
    expect(await readRunning(file)).toBeNull();
  });

  it("is refused while another start has it, and says where that is", async () => {
    const other = await idle("start.ts");
    await writeFile(file, JSON.stringify({ pid: other.pid, wrangler_group: null, url: URL }));
    await expect(claimShop(file, "http://localhost:9000")).rejects.toThrow(
      `This shop is already running at ${URL} (process ${other.pid}).`,
    );
    await releaseShop(file);
    expect((await readRunning(file))?.pid).toBe(other.pid);
  });

  it("is taken over from a start that is gone, or whose number somebody else has now", async () => {
    const stranger = await idle("editor.ts");
    for (const pid of [DEAD, stranger.pid]) {
      await writeFile(file, JSON.stringify({ pid, wrangler_group: null, url: URL }));
      await claimShop(file, URL);
      expect((await readRunning(file))?.pid).toBe(process.pid);
    }
    await writeFile(file, "half a fi");
    await claimShop(file, URL);
    expect((await readRunning(file))?.pid).toBe(process.pid);
  });

  it("is freed of what a killed start left running, and of that alone", async () => {
    const [left, stranger] = [await idle("workerd.ts"), await idle("editor.ts")];
    const exited = once(left, "exit");
    await writeFile(file, JSON.stringify({ pid: DEAD, wrangler_group: left.pid, url: URL }));
    await claimShop(file, URL);
    expect(await exited).toEqual([null, "SIGKILL"]);

    await writeFile(file, JSON.stringify({ pid: DEAD, wrangler_group: stranger.pid, url: URL }));
    await claimShop(file, URL);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });
});

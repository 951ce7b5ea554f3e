import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { projectRoot } from "../../tools/project-root.ts";

const SIX_SLICES = "600";

it("`npm run import-proof` imports exactly what was sent through two kills, and nothing the second time", () => {
  const command = ["tools/import-proof.ts", "--products", SIX_SLICES];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: projectRoot,
    encoding: "utf8",
    timeout: 110_000,
  });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  expect(stdout).toContain("import: done, 600 created");
  expect(stdout).toContain("the same file again: done, 600 unchanged");
  expect(stdout).toContain("export: 600 products, 0 of them not as they were sent");
}, 120_000);

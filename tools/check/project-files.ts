import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text file of the project, by its path from the root. */
export type ProjectFile = { path: string; text: string };

const NEVER = /(^|\/)(node_modules|dist|coverage|\.git|\.souk|\.wrangler)(\/|$)/;

/** The paths that belong to the project: what git tracks or would track, or, without git, everything that is not made. */
export function projectPaths(root: string): string[] {
  const paths = gitPaths(root) ?? globSync("**/*", { cwd: root, exclude: (path) => NEVER.test(path) });
  return paths.filter((path) => !NEVER.test(path) && existsSync(join(root, path))).sort();
}

/** Reads those of the project's files whose path fits. */
export function projectFiles(root: string, pattern: RegExp): ProjectFile[] {
  return projectPaths(root)
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function gitPaths(root: string): string[] | null {
  if (!existsSync(join(root, ".git"))) return null;
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((path) => path !== "");
}

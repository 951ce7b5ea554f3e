import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import type { ProjectFile } from "../project-files.ts";
import { type Area, areaOf } from "./area-of.ts";
import { findImports, type Import } from "./find-imports.ts";

const BESIDE = /\.(test|fixture)\.ts$|(^|\/)drizzle\.config\.ts$/;

/**
 * Every import that the table forbids. `dependencies` are the packages that are shipped. A test beside its source may
 * use any package, but sees no more of the project than its source does.
 */
export function findViolations(files: readonly ProjectFile[], dependencies: readonly string[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const area = areaOf(path);
    if (!area) return [];
    return findImports(text).flatMap((found) => {
      const wrong = found.specifier.startsWith(".")
        ? wrongFile(area, path, found.specifier)
        : wrongPackage(area, path, found, dependencies);
      return wrong ? [{ file: path, line: found.line, ...wrong }] : [];
    });
  });
}

type Wrong = Pick<Finding, "rule" | "todo">;

function wrongFile(area: Area, path: string, specifier: string): Wrong | null {
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  if (!/\.\w+$/.test(target))
    return { rule: `"${specifier}" has no ending`, todo: "write the file's ending, such as .ts" };
  if (BESIDE.test(target) && !BESIDE.test(path))
    return {
      rule: `shipped code does not import ${target}`,
      todo: "move what it needs into a file that is shipped",
    };
  if ([area.own, ...area.may].some((allowed) => target.startsWith(allowed))) return null;
  return {
    rule: `${area.name} may not import ${target}`,
    todo: `it may import ${[area.own, ...area.may].join(", ")}; move the shared idea there, or pass it as an argument`,
  };
}

function wrongPackage(
  { name, packages }: Area,
  path: string,
  { specifier }: Import,
  dependencies: readonly string[],
): Wrong | null {
  if (BESIDE.test(path)) return null;
  const isRuntime = specifier.startsWith("cloudflare:") || isBuiltin(specifier);
  const wanted = nameOfPackage(specifier);
  if (packages === "dependencies") {
    if (isRuntime || dependencies.includes(wanted)) return null;
    return {
      rule: `${name} may not import the package "${wanted}", which is not shipped`,
      todo: 'list it under "dependencies" in package.json, or do without',
    };
  }
  if (packages.includes(wanted)) return null;
  const may = packages.length === 0 ? "no package at all" : `no package but ${packages.join(", ")}`;
  return {
    rule: `${name} may not import "${specifier}"`,
    todo: `it imports ${may}; hand it in as an argument`,
  };
}

function nameOfPackage(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

import { parseAst } from "vitest/node";

/** The names that a TypeScript module exports, `default` among them. A bare `export *` is refused: it hides them. */
export function findExports(text: string): string[] {
  return parseAst(text, { lang: "ts" }).body.flatMap((node) => {
    if (node.type === "ExportDefaultDeclaration") return ["default"];
    if (node.type === "ExportAllDeclaration") throw new Error("a Worker's main module names what it exports");
    if (node.type !== "ExportNamedDeclaration") return [];
    const declared = node.declaration && "id" in node.declaration ? nameOf(node.declaration.id) : null;
    return [
      ...(declared ? [declared] : []),
      ...node.specifiers.flatMap(({ exported }) => nameOf(exported) ?? []),
    ];
  });
}

function nameOf(node: unknown): string | null {
  if (typeof node !== "object" || node === null) return null;
  if ("name" in node) return String(node.name);
  return "value" in node ? String(node.value) : null;
}

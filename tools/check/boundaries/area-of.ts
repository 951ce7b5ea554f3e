/** A row of the import table of docs/architecture.md. Paths are given by how they begin. */
export type Area = {
  name: string;
  /** The area's own files, which see each other. */
  own: string;
  may: readonly string[];
  /** None, those named, or all that package.json lists as dependencies. */
  packages: readonly string[] | "dependencies";
};

const SHARED = ["domain/", "contracts/", "platform/"];

/** The row that a shipped file falls under; null for tests, tools and benchmarks, which may import anything. */
export function areaOf(path: string): Area | null {
  const [top = "", second = "", third] = path.split("/");
  const folder = third === undefined ? `${top}/` : `${top}/${second}/`;
  switch (top) {
    case "domain":
      return { name: "domain", own: "domain/", may: [], packages: [] };
    case "contracts":
      return { name: "contracts", own: "contracts/", may: [], packages: ["zod"] };
    case "platform":
      return {
        name: "platform",
        own: "platform/",
        may: ["domain/kernel/", "contracts/"],
        packages: "dependencies",
      };
    case "workers":
      return { name: folder.slice(0, -1), own: folder, may: SHARED, packages: "dependencies" };
    case "durable-objects":
      return {
        name: folder.slice(0, -1),
        own: folder,
        may: [...SHARED, "durable-objects/host/", "durable-objects/settings.ts"],
        packages: "dependencies",
      };
    case "apps":
      return { name: folder.slice(0, -1), own: folder, may: ["sdk/"], packages: "dependencies" };
    case "sdk":
      return { name: "sdk", own: "sdk/", may: ["contracts/openapi/openapi.json"], packages: [] };
    default:
      return null;
  }
}

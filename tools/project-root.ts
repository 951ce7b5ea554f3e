import { join } from "node:path";

/** The folder of this checkout. */
export const projectRoot = join(import.meta.dirname, "..");

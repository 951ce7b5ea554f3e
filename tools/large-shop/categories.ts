import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { projectRoot } from "../project-root.ts";

export type Category = { handle: string; title: string; parent: string | null };

const BEST_BUY = join(projectRoot, "../shared/data/products/bestbuy-categories.json.gz");
/** Each is a request when a shop is filled. */
const CATEGORIES_MAX = 300;
const DEPTH_MAX = 8;

const DEPARTMENTS = "Home Kitchen Garden Wear Shoes Sport Toys Books Audio Office Travel Tools".split(" ");
const SHELVES = "New Classics Outlet Gifts Basics Premium".split(" ");

/** For where there is no other tree: departments, and shelves in each. */
export const MADE_UP_CATEGORIES: readonly Category[] = DEPARTMENTS.flatMap((department) => {
  const handle = department.toLowerCase();
  return [
    { handle, title: department, parent: null },
    ...SHELVES.map((shelf) => ({
      handle: `${handle}-${shelf.toLowerCase()}`,
      title: `${shelf} in ${department.toLowerCase()}`,
      parent: handle,
    })),
  ];
});

type BestBuyCategory = { id: string; name: string; path: { id: string }[] };

/** The first 300 categories of Best Buy's tree, parents before children; the made-up ones where the data set is not there. */
export function readCategories(file = BEST_BUY): readonly Category[] {
  if (!existsSync(file)) return MADE_UP_CATEGORIES;
  const all = JSON.parse(new TextDecoder().decode(gunzipSync(readFileSync(file)))) as BestBuyCategory[];
  const ids = new Set(all.map(({ id }) => id));
  const sorted = all
    .filter(({ path }) => path.length <= DEPTH_MAX && path.every(({ id }) => ids.has(id)))
    .sort((one, other) => one.path.length - other.path.length || (one.id < other.id ? -1 : 1));
  return sorted.slice(0, CATEGORIES_MAX).map(({ id, name, path }) => ({
    handle: id.toLowerCase(),
    title: name.slice(0, 200),
    parent: path.at(-2)?.id.toLowerCase() ?? null,
  }));
}

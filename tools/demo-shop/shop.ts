import { booksAndPaper } from "./books-and-paper.ts";
import { collections } from "./collections.ts";
import { digital } from "./digital.ts";
import { electronics } from "./electronics.ts";
import { expandProduct } from "./expand-product.ts";
import { furniture } from "./furniture.ts";
import { home } from "./home.ts";
import { kids } from "./kids.ts";
import { kitchen } from "./kitchen.ts";
import { men } from "./men.ts";
import { pantry } from "./pantry.ts";
import { markets, priceGroups, priceListsOf } from "./price-lists.ts";
import { pricing } from "./pricing.ts";
import { locations, openingStock } from "./stock.ts";
import type { DemoShop } from "./types.ts";
import { women } from "./women.ts";

const products = [
  ...women,
  ...men,
  ...kids,
  ...home,
  ...furniture,
  ...kitchen,
  ...pantry,
  ...electronics,
  ...booksAndPaper,
  ...digital,
].map(expandProduct);

/** The demo shop, in the shapes the admin API takes. */
export const demoShop: DemoShop = {
  collections,
  products,
  stock: openingStock(products),
  locations,
  pricing,
  priceGroups,
  markets,
  priceLists: priceListsOf(products),
};

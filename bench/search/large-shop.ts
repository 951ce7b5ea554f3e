import type { ProductFacts } from "../../domain/search/document.ts";
import { FACETS } from "../../domain/search/facets.ts";
import { popularityClass } from "../../domain/search/rank.ts";
import { seededRandom } from "../load/seeded-random.ts";

const ADJECTIVES =
  "soft heavy light quilted ribbed washed striped checked woven knitted brushed waxed padded cropped pleated slim wide relaxed vintage modern classic everyday travel winter summer outdoor kids mini grand compact".split(
    " ",
  );
const MATERIALS =
  "linen cotton wool merino silk denim leather canvas oak walnut ash steel copper brass glass ceramic stoneware paper cork bamboo rubber velvet corduroy fleece cashmere".split(
    " ",
  );
const NOUNS =
  "shirt tee jumper jacket trousers skirt dress scarf hat boots sneakers socks bag backpack wallet belt lamp table chair stool shelf rug cushion throw curtain towel mug plate bowl jar knife pan kettle board tray candle vase clock mirror frame notebook pen book camera phone tablet laptop speaker headphones keyboard charger watch ring necklace".split(
    " ",
  );
const SYLLABLES = "ka lo mi ren tas vor bel din ulu sha gri pon zem arc ost ful wen dra cil hem".split(" ");
const SIZES = ["XS", "S", "M", "L", "XL"];
const COLOURS = "Black White Sage Rust Navy Oat Ink Moss Sky Plum Sand Slate".split(" ");

/** Words as in a language: few are frequent, most are rare. */
export function wordOf(random: () => number): string {
  const rank = Math.floor(8_000 ** random());
  return [rank % 20, Math.floor(rank / 20) % 20, Math.floor(rank / 400) % 20]
    .map((index) => SYLLABLES[index])
    .join("");
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Product number `index` of a large shop, the same each time: some twelve variants, four currencies, 200 brands. */
export function largeFacts(index: number): ProductFacts {
  const random = seededRandom(index + 1);
  const noun = pick(NOUNS, random);
  const brand = Math.floor(200 * random() ** 2);
  const sizes = SIZES.filter(() => random() < 0.6);
  const colours = COLOURS.filter(() => random() < 0.2).slice(0, 4);
  const material = pick(MATERIALS, random);
  const title = `${capital(wordOf(random))} ${capital(pick(ADJECTIVES, random))} ${capital(material)} ${capital(noun)}`;
  const amount = Math.round(500 * 400 ** random());
  const variants = (sizes.length ? sizes : ["M"]).flatMap((Size) =>
    (colours.length ? colours : ["Black"]).map((Colour) => ({
      options: { Size, Colour },
      signal: random() < 0.85 ? ("in_stock" as const) : ("out" as const),
    })),
  );
  return {
    productId: `prod_${index}`,
    handle: `product-${index}`,
    newestMs: 1_700_000_000_000 + index * 1_000,
    texts: [
      {
        locale: "en",
        title,
        description: Array.from({ length: 45 }, () => wordOf(random)).join(" "),
        names: [`A ${material} ${noun}`],
      },
    ],
    codes: variants.map((_, place) => `SKU-${index}-${place}`),
    facets: [
      { facet: FACETS.brand, value: `brand-${brand}`, title: `Brand ${wordOf(seededRandom(brand))}` },
      { facet: FACETS.type, value: noun, title: noun },
      {
        facet: FACETS.category,
        value: `cat-${NOUNS.indexOf(noun) % 12}`,
        title: `Department ${NOUNS.indexOf(noun) % 12}`,
      },
      { facet: FACETS.category, value: noun, title: noun },
      { facet: FACETS.tag, value: material, title: material },
      ...[...new Set(variants.map(({ options }) => options.Size))].map((value) => ({
        facet: FACETS.option("Size"),
        value,
        title: value,
      })),
      ...[...new Set(variants.map(({ options }) => options.Colour))].map((value) => ({
        facet: FACETS.option("Colour"),
        value,
        title: value,
      })),
      { facet: FACETS.attribute("material"), value: material, title: material },
    ],
    variants,
    signal: variants.some(({ signal }) => signal === "in_stock") ? "in_stock" : "out",
    prices: ["EUR", "USD", "GBP", "JPY"].map((shelf, place) => ({
      shelf,
      low: amount + place,
      high: amount * 2,
    })),
    channels: random() < 0.05 ? ["pos"] : null,
    picture: { id: `media_${"0".repeat(60)}${index % 1000}`, alt: title },
    popularity: popularityClass(Math.floor(200 * random() ** 20)),
  };
}

/** What shoppers of it may ask: whole words, two words, beginnings, misspellings; each with two filters and three facets. */
export function largeQuery(index: number): string {
  const random = seededRandom(1_000_000 + index);
  const noun = pick(NOUNS, random);
  const typed = [
    noun,
    `${pick(MATERIALS, random)} ${noun}`,
    `${pick(ADJECTIVES, random)} ${noun}s`,
    noun.slice(0, 3),
    `${pick(MATERIALS, random)} ${noun.slice(0, 2)}`,
    noun.length > 4 ? noun.slice(0, 2) + noun[3] + noun[2] + noun.slice(4) : noun,
    `${wordOf(random)} ${noun}`,
    pick(MATERIALS, random),
  ][Math.floor(random() * 8)] as string;
  const parameters = new URLSearchParams({ q: typed, facets: "brand,option.Size,price", limit: "24" });
  const filters: [string, string][] = [
    ["option.Size", pick(SIZES, random)],
    ["option.Colour", pick(COLOURS, random)],
    ["availability", "in_stock"],
    ["brand", `brand-${Math.floor(200 * random() ** 2)}`],
    ["category", `cat-${Math.floor(random() * 12)}`],
    ["price_max", String(Math.round(500 * 400 ** random()))],
  ];
  const from = Math.floor(random() * filters.length);
  for (const step of [0, 1]) {
    const [name, value] = filters[(from + step) % filters.length] as [string, string];
    parameters.append(name, value);
  }
  return String(parameters);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

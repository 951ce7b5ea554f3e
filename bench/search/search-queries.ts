import { COLOURS, MATERIALS, QUALITIES, SIZES, THINGS } from "../../tools/large-shop/vocabulary.ts";
import { seededRandom } from "../../tools/seeded-random.ts";

/**
 * What a shopper of the large shop may ask, the same for the same number: a word, two words, a beginning, a misspelling; each with two
 * filters and three facets.
 */
export function searchQuery(number: number): string {
  const random = seededRandom(1_000_000 + number);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random() * list.length)] as Item;
  const [thing, material, quality] = [pick(THINGS), pick(MATERIALS), pick(QUALITIES)].map((word) =>
    word.toLowerCase(),
  ) as [string, string, string];
  const typed = pick([
    thing,
    material,
    `${material} ${thing}`,
    `${quality} ${thing}s`,
    thing.slice(0, 3),
    `${material} ${thing.slice(0, 2)}`,
    withSlip(thing),
    `${quality} ${material} ${thing}`,
  ]);
  const size = ["option.Size", pick(SIZES)];
  const colour = ["option.Colour", pick(COLOURS)];
  const dear = ["price_max", String(Math.round(2_000 * 40 ** random()))];
  const cheap = ["price_min", String(Math.round(500 * 4 ** random()))];
  const tag = ["tag", quality];
  const filters = pick([
    [size, dear],
    [size, tag],
    [dear, tag],
    [cheap, dear],
    [colour, dear],
    [size, colour],
  ]);
  return String(
    new URLSearchParams([
      ["q", typed],
      ...filters,
      ["facets", "brand,option.Size,price"],
      ["currency", "EUR"],
      ["limit", "24"],
    ]),
  );
}

/** Two letters the wrong way round, where a word is long enough to be known by the others. */
function withSlip(word: string): string {
  return word.length > 4 ? `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}` : word;
}
